"""One nomination travels from a unit to the portal: five people, two languages, nothing behind the interface."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

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
BLOCKS = ("heading", "paragraph", "quotation", "picture", "achievements", "video")


@pytest.fixture
def people(portal):
    """One person per role, and a campaign with one seat in digital transformation."""
    field = factories.field(
        code="digital-transformation", name_vi="Chuyển đổi số", name_en="Digital transformation"
    )
    unit = factories.unit(code="buu-dien-mau", name_vi="Bưu điện tỉnh Mẫu", name_en="Model Provincial Post")
    factories.campaign(
        quotas={field: 1}, title="Xét chọn điển hình tiên tiến", closes_at=timezone.now() + timedelta(days=3)
    )
    return {
        "officer": factories.officer(unit),
        "screener": factories.screener(),
        "leader": factories.leader(),
        "editor": factories.editor(),
    }


def test_a_nomination_travels_from_a_unit_to_the_portal(people, at_desk):
    with at_desk(people["officer"], width=360) as page:
        code = file_nomination(page)
    with at_desk(people["screener"]) as page:
        accept(page, code)
    with at_desk(people["leader"]) as page:
        approve(page, code)
    with at_desk(people["editor"]) as page:
        complete_and_publish(page)
        translate(page)
    with at_desk() as page:
        read(page)


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
    page.locator("main button.btn[name=go][value=continue]").click()
    page.wait_for_load_state()
    assert f"/{step}/" in page.url, page.inner_text("main")


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
    page.locator("a[href*='/approve/']").first.click()
    page.locator(".dossier form button[type=submit]").click()
    page.wait_for_load_state()
    assert "Chờ quyết định" in page.inner_text("main")


def approve(page, code: str) -> None:
    """Decide with a number and a date."""
    open_dossier(page, code)
    page.locator("a[href*='/approve/']").first.click()
    page.fill("[name=number]", "0142/QĐ-BTTTT")
    page.fill("[name=decided_on]", timezone.localdate().strftime("%d/%m/%Y"))
    page.fill("[name=signatory]", "Nguyễn Văn Mẫu")
    page.locator(".dossier form button[type=submit]").click()
    page.wait_for_load_state()
    assert "Được công nhận" in page.inner_text("main")


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
    assert "0142/QĐ-BTTTT" in text
    page.get_by_role("link", name="English").first.click()
    page.wait_for_url("**/en/**")
    text = page.inner_text("main")
    assert STORY_EN in text
    assert SUMMARY_EN in text
    answer = json.loads(page.request.get("/api/v1/profiles").text())
    assert {row["name"] for row in answer["results"]} == {NAME}
    assert NAME in page.request.get("/feeds/rss/").text()
    assert NAME in page.request.get("/en/feeds/atom/").text()
