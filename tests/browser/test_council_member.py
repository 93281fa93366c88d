"""A member of the council at a telephone: from the dashboard to a cast vote, counted in taps."""

from contextlib import contextmanager

import pytest
from axe_playwright_python.sync_playwright import Axe

from nominations.council.actions.scoring import score_item
from nominations.council.actions.sessions import declare_conflict, open_session
from nominations.models import Criterion, RollEntry, Vote
from tests import factories
from tests.browser.conftest import sign_in
from tests.browser.test_axe import AT_REST, RULES

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SIZE = {"width": 360, "height": 740}
#: A thumb's width, and no less, in CSS pixels.
TARGET = 44


class Thumb:
    """Touches what is on the screen, and counts."""

    def __init__(self, page):
        self.page, self.taps = page, 0

    def tap(self, target) -> None:
        target.tap()
        self.taps += 1


@pytest.fixture
def telephone(browser, live_server):
    """Open a member's telephone, on the dashboard; ``scripts`` off is a browser without them."""

    @contextmanager
    def open_window(user, *, scripts=True):
        context = browser.new_context(
            base_url=live_server.url, locale="vi-VN", viewport=SIZE, has_touch=True, is_mobile=True,
            java_script_enabled=scripts,
        )  # fmt: skip
        context.set_default_timeout(20_000)
        page = context.new_page()
        sign_in(page, user)
        page.goto("/admin/")
        yield page
        context.close()

    return open_window


def open_ballot(names: int, **rule):
    session = factories.running_session(members=3, names=names, seats=names, **rule)
    return session, factories.ballot_in(session)


def vote(thumb: Thumb, names: int) -> None:
    """Dashboard, paper, review, urn: by touch alone."""
    page = thumb.page
    thumb.tap(page.locator(".seat-panel a.button").first)
    page.wait_for_url("**/ballot/*/")
    papers = page.locator("fieldset.seat-vote")
    assert papers.count() == names
    for number in range(names):
        thumb.tap(papers.nth(number).locator("label").nth(number % 3))
    thumb.tap(page.locator(".seat-bar button"))
    page.wait_for_url("**/review/")
    thumb.tap(page.locator(".seat form button").first)
    page.wait_for_url("**/voted/")


@pytest.mark.parametrize(("names", "most"), [(1, 4), (9, 12)])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_from_the_dashboard_to_a_cast_vote_in_few_taps(names, most, scripts, telephone, portal, capsys):
    session, ballot = open_ballot(names)
    with telephone(session.members.first().user, scripts=scripts) as page:
        thumb = Thumb(page)
        vote(thumb, names)
        told = page.locator(".seat-message").inner_text()

    with capsys.disabled():
        print(f"\n{names} name(s), scripts {'on' if scripts else 'off'}: {thumb.taps} taps")
    assert thumb.taps == most
    assert "1/3" in told
    assert RollEntry.objects.filter(ballot=ballot, has_voted=True).count() == 1
    assert Vote.objects.exclude(choice="").count() == names


def test_the_strip_counts_the_names_left_without_scripts(telephone, portal):
    session, ballot = open_ballot(3)
    with telephone(session.members.first().user, scripts=False) as page:
        page.goto(f"/admin/council/ballot/{ballot.pk}/")
        seen = [strip(page)]
        for number in range(3):
            page.locator("fieldset.seat-vote").nth(number).locator("label").first.tap()
            seen.append(strip(page))
        shows = page.locator(".seat-bar").is_visible()

    assert seen == [(3, True, False), (2, True, False), (1, True, False), (0, False, True)]
    assert shows


def strip(page) -> tuple[int, bool, bool]:
    """What the strip at the foot of the paper says: names left, whether it says so, whether all are done."""
    left = page.locator("fieldset.seat-vote:invalid").count()
    return left, page.locator(".seat-left").is_visible(), page.locator(".seat-full").is_visible()


def test_back_and_a_second_press_say_that_the_vote_is_cast(telephone, portal):
    session, ballot = open_ballot(1)
    with telephone(session.members.first().user) as page:
        vote(Thumb(page), 1)
        done = page.locator(".seat-message h2").inner_text()
        page.reload()
        told = [page.locator(".seat-message h2").inner_text()]
        page.goto(f"/admin/council/ballot/{ballot.pk}/")
        told.append(page.locator(".seat-message h2").inner_text())
        page.goto(f"/admin/council/ballot/{ballot.pk}/cast/")
        told.append(page.locator(".seat-message h2").inner_text())
        page.goto("/admin/")
        buttons = page.locator(f'a[href$="/ballot/{ballot.pk}/"]').count()

    assert told == [done] * 3
    assert buttons == 0
    assert Vote.objects.exclude(choice="").count() == 1


def test_a_review_page_left_open_does_not_vote_a_second_time(telephone, portal):
    session, _ballot = open_ballot(1)
    user = session.members.first().user
    with telephone(user) as first, telephone(user) as second:
        for page in (first, second):
            page.locator(".seat-panel a.button").first.tap()
            page.locator("fieldset.seat-vote label").first.tap()
            page.locator(".seat-bar button").tap()
            page.wait_for_url("**/review/")
        first.locator(".seat form button").first.tap()
        first.wait_for_url("**/voted/")
        second.locator(".seat form button").first.tap()
        second.wait_for_url("**/cast/")
        told = second.locator(".seat-message p").all_inner_texts()

    assert len(told) == 2
    assert Vote.objects.exclude(choice="").count() == 1


def test_a_name_without_an_answer_takes_the_focus(telephone, portal):
    session, _ballot = open_ballot(3)
    with telephone(session.members.first().user) as page:
        page.locator(".seat-panel a.button").first.tap()
        page.locator("fieldset.seat-vote").first.locator("label").first.tap()
        page.locator(".seat-bar button").tap()
        page.wait_for_url("**/review/")
        alert = page.locator(".seat-message--bad")
        focused = alert.evaluate("element => element === document.activeElement")
        links = alert.locator("a").count()
        alert.locator("a").first.tap()
        target = page.evaluate("document.activeElement.id || location.hash.slice(1)")

    assert (focused, links) == (True, 2)
    assert target.startswith("line-")


def screens(session, ballot, scoring) -> list[str]:
    """Every page of the members, on a session that votes and on one that scores."""
    item, recused = scoring.agenda.all()[:2]
    return [
        "/admin/",
        "/admin/council/seat/",
        "/admin/council/seat/relatives/",
        f"/admin/council/seat/{session.pk}/",
        f"/admin/council/seat/{scoring.pk}/",
        f"/admin/council/seat/{scoring.pk}/{item.pk}/score/",
        f"/admin/council/seat/{scoring.pk}/{item.pk}/conflict/",
        f"/admin/council/seat/{scoring.pk}/{recused.pk}/conflict/",
        f"/admin/pages/{item.nomination_id}/edit/",
        f"/admin/council/ballot/{ballot.pk}/",
    ]


@pytest.fixture
def council(portal):
    """A member with two open sessions: one votes, the other scores; one name of each is not the member's."""
    session = factories.running_session(members=3, names=2, seats=2)
    member = session.members.first()
    declare_conflict(item=session.agenda.last(), user=member.user)
    scoring = factories.planned_session(members=3, names=3)
    scoring.members.filter(part="chair").update(user=member.user)
    Criterion.objects.create(campaign=scoring.campaign, title="Kết quả", description="Đo được.", weight=100)
    scoring = open_session(session=scoring, user=scoring.created_by)
    declare_conflict(item=scoring.agenda.all()[1], user=member.user, note="Em gái")
    for place in scoring.members.all():
        given = {one.pk: 4 for one in scoring.campaign.criteria.all()}
        score_item(item=scoring.agenda.first(), user=place.user, points=given)
    return member.user, session, factories.ballot_in(session), scoring


def faults(page) -> list[str]:
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(AT_REST)
        violations = Axe().run(page, context={"include": [[".seat"]]}, options=RULES).response["violations"]
        found += [f"{scheme}, {fault['id']}: {fault['nodes'][0]['html'][:200]}" for fault in violations]
    return found


SMALL = """
target => [...document.querySelectorAll(
    '.seat a.button, .seat button, .seat-choice, .seat-go, .seat summary, .seat-missing a')]
  .filter(one => one.offsetParent && (one.getBoundingClientRect().height < target))
  .map(one => one.outerHTML.slice(0, 120))
"""
WIDE = "document.documentElement.scrollWidth > innerWidth || document.querySelector('main').scrollWidth > innerWidth"


def test_no_screen_of_a_member_has_faults_small_targets_or_is_too_wide(council, telephone):
    user, session, ballot, scoring = council
    found = {}
    with telephone(user) as page:
        for address in screens(session, ballot, scoring):
            page.goto(address)
            found[address] = (faults(page), page.evaluate(SMALL, TARGET), page.evaluate(WIDE))
        page.goto(f"/admin/council/ballot/{ballot.pk}/")
        page.locator(".seat-bar button").tap()
        page.wait_for_url("**/review/")
        found["error"] = (faults(page), page.evaluate(SMALL, TARGET), page.evaluate(WIDE))
        page.locator("fieldset.seat-vote label").first.tap()
        page.locator(".seat-bar button").tap()
        page.wait_for_selector(".seat-summary")
        found["review"] = (faults(page), page.evaluate(SMALL, TARGET), page.evaluate(WIDE))
        page.locator(".seat form button").first.tap()
        page.wait_for_url("**/voted/")
        found["voted"] = (faults(page), page.evaluate(SMALL, TARGET), page.evaluate(WIDE))

    clean = ([], [], False)
    assert {address: what for address, what in found.items() if what != clean} == {}
