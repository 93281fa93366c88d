"""One nomination travels from a unit to the portal through all four steps of the review.

Ten people, two languages, and nothing behind the interface but the clock. Officer, reader and council
members hold a telephone.
"""

import json
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from nominations.council.actions.ballots import open_ballot as start_ballot
from nominations.council.actions.sessions import add_member, open_session, plan_session, put_on_agenda
from nominations.models import Consultation, Criterion, Vote
from nominations.stages import Stage
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = "Đàm Thị Mẫu Đơn"
SUMMARY = "Mười năm giữ mạch thông tin cho ba xã vùng cao."
STORY = "Sáng nào chị cũng lên trạm trước khi sương tan."
STORY_EN = "Every morning she reaches the station before the mist has lifted."
POST_EN = "Technician, Minh Hoa District Post Office"
ACHIEVEMENT_EN = "Three stations, not one day without a line"
SUMMARY_EN = "Ten years keeping three highland communes connected."

#: The English of every piece of text, in the order in which the translation tool lists them.
ENGLISH = (POST_EN, SUMMARY_EN, ACHIEVEMENT_EN, STORY_EN)
COMMENT = "Mùa mưa năm ngoái cả ba xã chúng tôi vẫn gọi được ra ngoài là nhờ chị ấy."
TOLD = "Một người dân xác nhận ba xã không mất liên lạc trong mùa mưa."
DECISION = "0142/QĐ-BTTTT"
TELEPHONE = 360
BLOCKS = ("heading", "paragraph", "quotation", "picture", "achievements", "video")


@pytest.fixture
def people(portal):
    """One person per role, five on the council, and a campaign with one seat in digital transformation."""
    field = factories.field(
        code="digital-transformation", name_vi="Chuyển đổi số", name_en="Digital transformation"
    )
    unit = factories.unit(code="buu-dien-mau", name_vi="Bưu điện tỉnh Mẫu", name_en="Model Provincial Post")
    campaign = factories.campaign(
        quotas={field: 1}, title="Xét chọn điển hình tiên tiến", closes_at=timezone.now() + timedelta(days=3),
        consultation_days=10,
    )  # fmt: skip
    for title, weight in (("Thành tích", 60), ("Sức lan tỏa", 40)):
        Criterion.objects.create(campaign=campaign, title=title, weight=weight)
    return {
        "officer": factories.officer(unit),
        "screener": factories.screener(),
        "secretary": factories.secretary(),
        "council": [
            factories.council_member(first_name="Thành Viên", last_name=name)
            for name in ("An", "Bình", "Chi", "Dũng", "Em")
        ],
        "leader": factories.leader(),
        "editor": factories.editor(),
    }


def test_a_nomination_travels_from_a_unit_to_the_portal(people, at_desk):
    with at_desk(people["officer"], width=TELEPHONE) as page:
        code = file_nomination(page)
    with at_desk(people["screener"]) as page:
        accept(page, code)
        address = publish_shortlist(page)
    with at_desk(width=TELEPHONE) as page:
        send_comment(page, address)
    with at_desk(people["screener"]) as page:
        sort_comment(page)
    let_the_days_pass()
    with at_desk(people["secretary"]) as page:
        prepare_session(page, code)
    with at_desk(people["council"][0], width=TELEPHONE) as page:
        score(page)
    with at_desk(people["secretary"]) as page:
        open_ballot(page)
    for member in people["council"]:
        with at_desk(member, width=TELEPHONE) as page:
            assert vote(page) <= 4
    with at_desk(people["secretary"]) as page:
        close_and_conclude(page)
    with at_desk(people["leader"]) as page:
        sign(page, code)
    with at_desk(people["editor"]) as page:
        complete_and_publish(page)
        translate(page)
    with at_desk() as page:
        read(page)


def test_a_ballot_paper_of_nine_names_takes_twelve_taps(portal, at_desk):
    its_field = factories.field()
    campaign = factories.campaign(quotas={its_field: 9})
    nominations = [factories.nomination(Stage.COUNCIL, campaign=campaign, field=its_field) for _ in range(9)]
    member = factories.council_member()
    ballot_of(campaign, nominations, [member])

    with at_desk(member, width=TELEPHONE) as page:
        assert vote(page) == 12

    assert Vote.objects.filter(choice="aye").count() == 9


def ballot_of(campaign, nominations, members) -> None:
    """Open a session and its ballot."""
    clerk = factories.secretary()
    session = plan_session(campaign=campaign, user=clerk, title="Phiên họp", held_at=timezone.now())
    for number, member in enumerate(members):
        add_member(session=session, user=clerk, person=member, part="member" if number else "chair")
    put_on_agenda(session=session, user=clerk, nominations=nominations)
    start_ballot(session=open_session(session=session, user=clerk), user=clerk)


def file_nomination(page) -> str:
    """Go through the six steps on a telephone, hand in too early once, and return the reference code."""
    page.wait_for_url("**/workspace/")
    page.locator("a[href*='/new/']").first.click()
    page.fill("[name=name]", NAME)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/candidate/")
    code = re.search(r"nominations/([\w-]+)/", page.url).group(1).upper()
    for name, value in {
        "birth_year": "09/02/1984",
        "ethnicity": "Tày",
        "home_place": "Xã Minh Họa, tỉnh Mẫu",
        "residence": "Xã Minh Họa, tỉnh Mẫu",
        "position": "Nhân viên kỹ thuật, Bưu điện huyện Minh Họa",
        "qualification": "Kỹ sư viễn thông",
        "duties": "Vận hành trạm và dạy người dân dùng dịch vụ công trực tuyến.",
    }.items():
        page.fill(f"[name={name}]", value)
    page.check("[name=sex][value=female]")
    page.check("[name=party_member] >> nth=0")
    onward(page, "case")
    page.check("[name=field] >> nth=0")
    page.fill("[name=summary]", SUMMARY)
    page.fill("[name=case]", "Mười năm qua, cá nhân đã giữ cho ba trạm vùng cao không mất liên lạc ngày nào.")
    page.fill("[name=achievements-0-title]", "Ba trạm, không ngày nào mất liên lạc")
    onward(page, "awards")
    page.check("[name=without_awards]")
    onward(page, "evidence")
    onward(page, "consent")
    for purpose in ("review", "story", "portrait"):
        page.check(f"[name={purpose}] >> nth=0")
    page.check("[name=video] >> nth=1")
    onward(page, "check")

    page.check("[name=declared]")
    submit(page)
    assert "Mọi nội dung đã nhập vẫn còn" in page.inner_text("main")
    page.locator("main a[href$='#slot-minutes']").first.click()
    page.wait_for_url("**/evidence/#slot-minutes")
    for kind in ("report", "minutes"):
        page.set_input_files(
            f"input[name={kind}]",
            {"name": f"{kind}.pdf", "mimeType": "application/pdf", "buffer": factories.pdf()},
        )
    onward(page, "consent")
    onward(page, "check")
    page.check("[name=declared]")
    submit(page)
    assert "/receipt/" in page.url, page.inner_text("main")
    assert code in page.inner_text("main")
    return code


def onward(page, step: str) -> None:
    """Press the button of a step; with files on their way the page goes on when they are stored."""
    page.locator("main button.btn[name=go][value=continue]").click()
    page.wait_for_url(f"**/{step}/**")


def submit(page) -> None:
    """Press the one button of the last step and wait for the answer."""
    with page.expect_navigation():
        page.locator("main form:has([name=declared]) button.btn[type=submit]").click()


def accept(page, code: str) -> None:
    """Find the nomination on the dashboard, read the dossier, open the evidence, accept."""
    open_dossier(page, code)
    with page.expect_download() as download:
        page.get_by_role("link", name="report.pdf").click()
    assert download.value.suggested_filename == "report.pdf"
    for check in range(page.locator(".screening-answer--met").count()):
        with page.expect_navigation():
            page.locator(".screening-answer--met").nth(check).click()
    page.locator("a[href*='/approve/']").first.click()
    page.locator(".dossier form button[type=submit]").click()
    page.wait_for_load_state()
    assert "Lấy ý kiến" in page.inner_text("main")


def publish_shortlist(page) -> str:
    """Publish the list for its ten working days; return its public address."""
    page.goto("/admin/")
    page.locator("a[href$='/admin/consultations/']").first.click()
    page.locator("a[href*='/consultations/publish/']").click()
    page.locator("button[name=go][value=confirm]").click()
    page.wait_for_load_state()
    assert NAME in page.inner_text("main"), page.inner_text("main")
    with page.expect_navigation():
        page.locator("button[name=go][value=publish]").click()
    return page.locator("main a[href*='/lay-y-kien/']").first.get_attribute("href")


def send_comment(page, address: str) -> None:
    """Read the list on a telephone and say what one knows, signed."""
    page.goto(address)
    text = page.inner_text("main")
    assert NAME in text
    assert "09/02/1984" not in text
    page.locator("main a[href*='/y-kien/']").last.click()
    page.fill("[name=text]", COMMENT)
    page.fill("[name=name]", "Bàn Thị Mẫu")
    page.fill("[name=phone]", "0912 345 678")
    page.fill("[name=address]", "Xã Minh Họa, tỉnh Mẫu")
    page.wait_for_timeout(4000)  # faster than this writes a machine
    with page.expect_navigation():
        page.locator("main form button.btn[type=submit]").click()
    assert re.search(r"YK-\w{5}-\w{5}", page.inner_text("main"))


def sort_comment(page) -> None:
    """Pass the comment to the council, without its sender."""
    page.goto("/admin/consultations/comments/")
    page.locator("main td a").first.click()
    page.wait_for_load_state()
    assert COMMENT in page.inner_text("main")
    page.check("[name=status][value=to_council]")
    page.fill("[name=text_for_council]", TOLD)
    with page.expect_navigation():
        page.locator("main form:has([name=text_for_council]) button[type=submit]").first.click()


def let_the_days_pass() -> None:
    """Move the clock: the list's days are over, and the step ends by itself."""
    factories.moved_back(Consultation.objects.get(), days=60)
    call_command("end_consultations", stdout=StringIO())


# --- The council ----------------------------------------------------------------------------------------


class Finger:
    """A finger on a telephone, and how often it has touched."""

    def __init__(self):
        self.taps = 0

    def tap(self, element) -> None:
        element.click()
        self.taps += 1


def prepare_session(page, code: str) -> None:
    """Plan a session, seat the council, put the nomination on the agenda, open it to its members."""
    page.goto("/admin/")
    page.locator("a[href$='/admin/council/sessions/']").first.click()
    page.locator("a[href$='/sessions/plan/']").click()
    page.select_option("[name=campaign]", index=1)
    page.fill("[name=title]", "Phiên họp Hội đồng")
    page.fill("[name=held_at]", timezone.localtime().strftime("%d/%m/%Y %H:%M"))
    page.keyboard.press("Escape")
    press(page, ".sitting--form form button[type=submit]")
    page.locator("nav a[href$='/members/']").click()
    page.locator("a[href$='/members/add/']").click()
    page.wait_for_url("**/members/add/")
    for box in page.locator("[name=people]").all():
        box.check()
    press(page, ".sitting--form form button[type=submit]")
    page.locator("a[href$='/members/parts/']").click()
    page.locator("select[name$=-part]").first.select_option("chair")
    press(page, "main form button.button[type=submit]")
    page.locator("nav a[href$='/agenda/']").click()
    page.locator("a[href$='/agenda/add/']").click()
    assert code in page.inner_text("main")
    press(page, "main form button.button[type=submit]")
    page.locator("main a[href$='/open/']").click()
    press(page, ".sitting--form form button[type=submit]")
    assert NAME in page.inner_text("main")


def score(page) -> None:
    """Read the dossier with what the public said, and give points for every criterion."""
    page.locator(".seat-panel a[href$='/score/']").first.click()
    page.get_by_role("link", name="Đọc").or_(page.locator("main a[href*='/admin/pages/']")).first.click()
    page.wait_for_load_state()
    text = page.inner_text("main")
    assert TOLD in text
    assert COMMENT not in text
    page.go_back()
    page.wait_for_url("**/score/")
    for criterion in page.locator("fieldset.seat-criterion").all():
        criterion.locator("label.seat-choice").nth(4).click()
    press(page, "main form button.seat-button[type=submit] >> nth=0")


def open_ballot(page) -> None:
    page.goto("/admin/council/sessions/")
    page.locator("main th a").first.click()
    page.locator("nav a[href$='/voting/']").click()
    page.locator("main a[href$='/voting/open/']").click()
    press(page, ".sitting--form form button[type=submit]")


def vote(page) -> int:
    """Go from the dashboard to a cast vote, agreeing to every name; return how many taps it took."""
    page.goto("/admin/")
    finger = Finger()
    finger.tap(page.locator(".seat-panel a[href*='/council/ballot/']"))
    page.wait_for_url("**/ballot/*/")
    for name in page.locator("fieldset.seat-vote").all():
        finger.tap(name.locator("label.seat-choice").first)
    finger.tap(page.locator("form.seat-paper button[type=submit]"))
    with page.expect_navigation(url="**/voted/"):
        finger.tap(page.locator("form[action$='/cast/'] button.seat-button").first)
    return finger.taps


def close_and_conclude(page) -> None:
    """Close the ballot when all papers are in, read the result, and carry it out."""
    page.goto("/admin/council/sessions/")
    page.locator("main th a").first.click()
    page.locator("nav a[href$='/voting/']").click()
    assert "5/5" in page.inner_text("main")
    page.locator("main a[href$='/voting/close/']").click()
    page.check("[name=asked_chair]")
    press(page, ".sitting--form form button[type=submit]")
    text = page.inner_text("main")
    assert NAME in text
    assert "5/5" in text
    page.locator("main a[href$='/result/conclude/']").click()
    press(page, ".sitting--form form button[type=submit]")


def press(page, button: str) -> None:
    """Press a button and wait for the page that it leads to."""
    with page.expect_navigation():
        page.locator(button).first.click()
    assert not page.title().startswith(("Error", "Lỗi")), page.inner_text("main")


# --- The leader -----------------------------------------------------------------------------------------


def sign(page, code: str) -> None:
    """Sign the council's list with number and date, after reading it once more."""
    page.goto("/admin/")
    page.locator("a[href$='/admin/decisions/']").first.click()
    page.wait_for_url("**/admin/decisions/*/")
    text = page.inner_text("main")
    assert NAME in text
    assert "5/5" in text
    page.check("input[name=steps]")
    page.fill("[name=number]", DECISION)
    page.fill("[name=decided_on]", timezone.localdate().strftime("%d/%m/%Y"))
    page.fill("[name=signatory]", "Nguyễn Văn Mẫu")
    page.locator("button[name=go][value=review]").click()
    page.wait_for_load_state()
    assert NAME in page.inner_text("main"), page.inner_text("main")
    with page.expect_navigation():
        page.locator("main form button.button-longrunning").click()
    page.goto(f"/admin/nominations/?q={code}")
    assert "được công nhận" in page.inner_text("main").casefold()


def open_dossier(page, code: str) -> None:
    page.goto("/admin/")
    page.locator("tr", has_text=code).get_by_role("link").first.click()
    page.wait_for_load_state()
    text = page.inner_text("main")
    assert NAME in text
    assert "Ba trạm, không ngày nào mất liên lạc" in text


def complete_and_publish(page) -> None:
    """Open the draft from the dashboard, add a story, publish."""
    page.goto("/admin/")
    page.get_by_role("link", name=NAME).first.click()
    page.wait_for_load_state()
    assert page.input_value("[name=title]") == NAME
    page.locator("button.c-sf-add-button").last.click()
    page.locator("[role=option]").nth(BLOCKS.index("quotation")).click()
    page.locator("textarea[name^=story][name$=-value-text]").last.fill(STORY)
    page.locator("footer .w-dropdown__toggle").click()
    with page.expect_navigation():
        page.locator("button[name=action-publish]").click()
    assert NAME in page.locator(".messages").inner_text()


def translate(page) -> None:
    """Send the published profile to the translation tool, write the English, publish it."""
    page.goto("/admin/")
    page.get_by_role("link", name=NAME).first.click()
    page.wait_for_load_state()
    page_id = re.search(r"pages/(\d+)", page.url).group(1)
    page.goto(f"/admin/localize/submit/page/{page_id}/")
    page.locator("main label", has_text="Tiếng Anh").last.click()
    with page.expect_navigation():
        page.locator("main form [type=submit]").last.click()
    page.get_by_role("button", name="Dịch", exact=True).first.wait_for()
    for words in ENGLISH:
        page.get_by_role("button", name="Dịch", exact=True).first.click()
        page.locator("main textarea:visible").first.fill(words)
        page.get_by_role("button", name="Lưu", exact=True).first.click()
        page.locator("main textarea:visible").first.wait_for(state="detached")
    with page.expect_navigation():
        page.locator(
            "footer button.action-publish, footer [name=action][value=publish], footer button",
            has_text="Tiếng Anh",
        ).first.click()


def read(page) -> None:
    """Read the profile as a visitor, in both languages, and as another system does."""
    page.goto("/dien-hinh/")
    page.get_by_role("link", name=NAME).first.click()
    page.wait_for_load_state()
    text = page.inner_text("main")
    assert STORY in text
    assert DECISION in text
    page.get_by_role("link", name="English").first.click()
    page.wait_for_url("**/en/**")
    text = page.inner_text("main")
    assert STORY_EN in text
    assert SUMMARY_EN in text
    answer = json.loads(page.request.get("/api/v1/profiles").text())
    assert {row["name"] for row in answer["results"]} == {NAME}
    assert NAME in page.request.get("/feeds/rss/").text()
    assert NAME in page.request.get("/en/feeds/atom/").text()
