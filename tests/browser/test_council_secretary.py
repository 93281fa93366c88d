"""The secretary runs a session in the browser, with the keyboard where order matters; no page has a fault."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from nominations.models import CouncilMember, CouncilSession, Criterion
from nominations.stages import Stage
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
ROOM = "/admin/council/sessions/"


def faults(page) -> list[str]:
    """Name every fault in the main part of the page, in light and in dark."""
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        violations = Axe().run(page, context="main", options=RULES).response["violations"]
        found += [f"{scheme}, {fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in violations]
    return found


def is_wider(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


@pytest.fixture
def clerk(portal):
    return factories.secretary(first_name="Chi", last_name="Dương Thùy")


@pytest.fixture
def prepared(clerk):
    """Members who may sit, and three nominations of two fields that wait."""
    fields = [factories.field(), factories.field()]
    campaign = factories.campaign(quotas=dict.fromkeys(fields, 1), title="Xét chọn điển hình tiên tiến")
    Criterion.objects.create(campaign=campaign, title="Kết quả", weight=100)
    for number, its in enumerate((fields[0], fields[0], fields[1]), start=1):
        factories.nomination(Stage.COUNCIL, campaign=campaign, field=its, name=f"Người Số {number}")
    people = [
        factories.council_member(first_name=name, last_name="Trần Văn") for name in ("Anh", "Bình", "Cường")
    ]
    return campaign, people


def press(page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).first.click()


SEND = ".sitting form[method=post] button[type=submit]"


def test_a_session_is_run_from_its_plan_to_its_end(prepared, clerk, at_desk):
    campaign, _people = prepared
    with at_desk(clerk) as page:
        page.goto(ROOM)
        press(page, "a[href$='/plan/']")
        page.select_option("[name=campaign]", str(campaign.pk))
        page.fill("[name=title]", "Phiên họp 19/5")
        page.fill("[name=held_at]", "19/05/2023 08:30")
        page.keyboard.press("Escape")
        press(page, SEND)

        press(page, "a[href$='/members/add/']")
        for box in page.locator("[name=people]").all():
            box.check()
        press(page, SEND)
        press(page, "a[href$='/members/parts/']")
        page.locator("select[name$=part]").first.select_option("chair")
        press(page, SEND)
        press(page, "a[href$='/members/attendance/']")
        page.locator("select[name$=attendance]").last.select_option("written")
        press(page, SEND)

        press(page, ".sitting-tabs a[href$='/agenda/']")
        press(page, "a[href$='/agenda/add/']")
        press(page, SEND)
        page.locator("button[value=down]").first.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert (
            next(row.split("\n")[0] for row in page.locator(".sitting-item__name").all_inner_texts())
            == "Người Số 2"
        )
        press(page, "a[href$='/open/']")
        press(page, SEND)

        press(page, ".sitting-tabs a[href$='/voting/']")
        press(page, "a[href$='/voting/open/']")
        press(page, SEND)
        session = CouncilSession.objects.get()
        ballot = session.ballots.get()
        for member in session.members.exclude(attendance="written").select_related("user"):
            factories.votes(ballot, member, "aye", "nay", "aye")
        press(page, ".sitting-tabs a[href$='/voting/']")
        assert page.locator(".sitting-big").inner_text() == "2/3"
        press(page, "a[href*='/voting/paper/']")
        for group in page.locator(".sitting-vote").all():
            group.locator("input[value=aye]").check()
        press(page, SEND)
        press(page, "button[name=cast]")
        assert page.locator(".sitting-big").inner_text() == "3/3"

        press(page, "a[href$='/voting/close/']")
        page.check("[name=asked_chair]")
        press(page, SEND)
        assert "/result/" in page.url
        assert "sha-256" in page.inner_text("main").lower()
        press(page, "a[href$='/conclude/']")
        press(page, SEND)

    session.refresh_from_db()
    assert session.status == CouncilSession.Status.CONCLUDED
    assert sorted(session.agenda.values_list("result", flat=True)) == ["lost", "selected", "selected"]


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_have_no_faults(width, clerk, at_desk):
    planned = factories.planned_session(clerk=clerk, members=3, names=2)
    voting = factories.running_session(clerk=clerk, members=3, names=2)
    item = voting.agenda.first()
    item.recusals.create(member=voting.members.last(), ground="relative")
    CouncilMember.objects.filter(pk=voting.members.last().pk).update(attendance="written")
    factories.ballot_in(voting)
    held = factories.running_session(clerk=clerk, members=3, names=3, is_secret=False)
    factories.held_ballot(held, "aye", "aye", "nay")
    factories.nomination(
        Stage.COUNCIL, campaign=planned.campaign, field=planned.agenda.first().nomination.field
    )
    addresses = [
        "", "plan/",
        *(f"{planned.pk}/{page}" for page in (
            "members/", "members/add/", "members/parts/", "members/attendance/", "members/take-over/", "particulars/",
            "agenda/", "agenda/add/", "open/", "scores/", "voting/", f"members/{planned.members.last().pk}/remove/",
        )),
        *(f"{voting.pk}/{page}" for page in (
            "members/", "voting/?still=1", "voting/close/", f"voting/paper/{voting.members.last().pk}/", "result/",
        )),
        *(f"{held.pk}/{page}" for page in ("result/", "minutes/", "voting/", "voting/open/")),
    ]  # fmt: skip
    found = {}
    with at_desk(clerk, width=width) as page:
        for address in addresses:
            page.goto(ROOM + address)
            found[address] = faults(page) + (["wider than the screen"] if is_wider(page) else [])

    assert {address: its for address, its in found.items() if its} == {}
