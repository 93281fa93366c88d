"""The secretary's pages, from planning a session to concluding it, as a person goes through them."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from nominations.council.actions.results import conclude_session
from nominations.council.actions.sessions import declare_conflict
from nominations.models import CouncilSession, Criterion, Score
from nominations.stages import Stage
from tests import factories


@pytest.fixture
def clerk():
    return factories.secretary()


@pytest.fixture
def desk(client, clerk):
    """The secretary's browser: ``desk("voting", session)`` opens a page, ``post=…`` sends its form."""
    client.force_login(clerk)

    def visit(name, *args, post=None, follow=True, **query):
        keys = [getattr(one, "pk", one) for one in args]
        address = reverse(f"council:{name}", args=keys)
        if post is None:
            return client.get(address, query, follow=follow)
        return client.post(address, post, follow=follow)

    return visit


def text(response) -> str:
    """What a person reads in the main part of a page, white space joined."""
    body = response.content.decode().split("<main", 1)[-1]
    return " ".join(re.sub(r"<[^>]+>", " ", body).split())


def said(response) -> list[str]:
    return [str(message) for message in response.context["messages"]] if response.context else []


def member_data(session, **columns) -> dict:
    """The form of all members as it stands, with columns of the first replaced."""
    data = {}
    for number, member in enumerate(session.members.all()):
        own = columns if number == 0 else {}
        values = {
            "attendance": member.attendance, "absence_reason": member.absence_reason, "proxy_name": member.proxy_name,
            "proxy_document": member.proxy_document, "proxy_user_id": member.proxy_user_id or "",
            "part": member.part, "position": member.position, "sort_order": member.sort_order,
        } | own  # fmt: skip
        data |= {f"member-{member.pk}-{name}": value for name, value in values.items()}
    return data


# --- The whole path -------------------------------------------------------------------------------------


def test_a_session_goes_from_its_plan_to_its_end(desk, clerk):
    its_field = factories.field()
    campaign = factories.campaign(quotas={its_field: 1})
    waiting = [
        factories.nomination(Stage.COUNCIL, campaign=campaign, field=its_field, name=f"Người Số {n}")
        for n in (1, 2)
    ]
    people = [factories.council_member() for _ in range(3)]

    desk("plan", post={"campaign": campaign.pk, "title": "Phiên họp tháng 5", "held_at": "19/05/2023 08:30"})
    session = CouncilSession.objects.get()
    assert timezone.localtime(session.held_at).strftime("%d/%m/%Y %H:%M") == "19/05/2023 08:30"

    desk("add_members", session, post={"people": [person.pk for person in people]})
    desk("parts", session, post=member_data(session, part="chair", position="Thứ trưởng"))
    assert [member.part for member in session.members.all()] == ["chair", "member", "member"]

    desk("add_items", session, post={"nominations": [one.pk for one in waiting]})
    second = session.agenda.last()
    desk("move_item", session, second, post={"way": "up"})
    assert [item.nomination_id for item in session.agenda.all()] == [waiting[1].pk, waiting[0].pk]

    desk("open_session", session, post={})
    desk("open_ballot", session, post={"round": 1})
    ballot = session.ballots.get()
    for member in session.members.all():
        factories.votes(ballot, member, "aye", "nay")
    desk("close_ballot", session, post={"asked_chair": "on"})
    page = desk("result", session)
    assert "Người Số 2" in text(page)
    desk("conclude", session, post={})

    for one in waiting:
        one.refresh_from_db()
    session.refresh_from_db()
    assert session.status == CouncilSession.Status.CONCLUDED
    assert [one.stage for one in waiting] == [Stage.DECLINED, Stage.ACCEPTED]

    desk(
        "minutes",
        session,
        post={"discussion": "Trao đổi.", "conclusion": "Nhất trí.", "ended_at": "19/05/2023 11:30"},
    )
    session.refresh_from_db()
    assert (session.discussion, session.conclusion) == ("Trao đổi.", "Nhất trí.")


# --- Who may ----------------------------------------------------------------------------------------------

READ = ("sessions", "session", "voting", "result")
RUN = (
    "plan", "particulars", "open_session", "members", "add_members", "take_over", "parts", "attendance",
    "remove_member", "lift_recusal", "programme", "add_items", "move_item", "remove_item", "scores", "open_ballot",
    "remind", "record_paper", "close_ballot", "conclude", "minutes",
)  # fmt: skip
FOLLOWERS = ("screener", "leader", "auditor", "superuser")
STRANGERS = ("council_member", "editor", "administrator", "officer", "head")


def addresses(session, names) -> dict[str, str]:
    """An address for each name; what needs a key of its own gets one that exists."""
    member, item = session.members.last(), session.agenda.first()
    recusal = item.recusals.create(member=member, ground="relative")
    own = {"remove_member": [member.pk], "record_paper": [member.pk], "lift_recusal": [recusal.pk],
           "move_item": [item.pk], "remove_item": [item.pk]}  # fmt: skip
    bare = ("sessions", "plan")
    return {
        name: reverse(f"council:{name}", args=[] if name in bare else [session.pk, *own.get(name, [])])
        for name in names
    }


def is_refused(response) -> bool:
    return response.status_code == 403 or (
        response.status_code == 302 and response.url == reverse("wagtailadmin_home")
    )


@pytest.mark.parametrize("role", [*FOLLOWERS, *STRANGERS])
def test_nobody_but_the_secretary_runs_a_session(role, client):
    session = factories.running_session()
    client.force_login(getattr(factories, role)())

    found = {
        (name, method): is_refused(getattr(client, method)(address))
        for name, address in addresses(session, RUN).items()
        for method in ("get", "post")
    }

    assert [key for key, refused in found.items() if not refused] == []


@pytest.mark.parametrize("role", STRANGERS)
def test_strangers_read_nothing(role, client):
    session = factories.running_session()
    factories.held_ballot(session)
    client.force_login(getattr(factories, role)())

    found = {
        name: is_refused(client.get(address)) for name, address in addresses(session, (*READ, "tie")).items()
    }

    assert [name for name, refused in found.items() if not refused] == []


@pytest.mark.parametrize("role", FOLLOWERS)
def test_followers_read_turnout_and_result_and_no_more(role, client):
    session = factories.running_session()
    factories.held_ballot(session)
    client.force_login(getattr(factories, role)())

    found = {
        name: client.get(address, follow=True).status_code
        for name, address in addresses(session, READ).items()
    }
    page = client.get(reverse("council:result", args=[session.pk]))

    assert found == dict.fromkeys(READ, 200)
    assert {"private", "no-store"} <= set(page.headers["Cache-Control"].split(", "))
    assert [tab["url"].split("/")[-2] for tab in page.context["tabs"]] == ["voting", "result"]
    assert "Conclude" not in text(page)
    assert "Kết thúc phiên" not in text(page)


def test_a_leader_without_a_place_reads_no_open_ballot_but_its_turnout(client):
    session = factories.running_session(members=4)
    ballot = factories.ballot_in(session)
    voted, *waiting = session.members.select_related("user")
    factories.votes(ballot, voted)
    client.force_login(factories.leader())

    page = client.get(reverse("council:voting", args=[session.pk]))
    result = client.get(reverse("council:result", args=[session.pk]))

    assert [one.member for one in page.context["board"].waiting] == sorted(waiting, key=str)
    assert (page.context["board"].turnout, page.context["board"].voters) == (1, 4)
    assert "form" not in page.content.decode().split("<main", 1)[1].split("sitting-boxes")[1]
    assert result.context["standings"] is None


# --- Query counts -----------------------------------------------------------------------------------------

COUNTS = {
    "sessions": 9, "members": 12, "programme": 13, "scores": 15, "voting": 14, "result": 23, "attendance": 11,
}  # fmt: skip


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", COUNTS)
def test_pages_cost_the_same_however_many(name, count, desk, clerk, django_assert_num_queries):
    session = factories.running_session(clerk=clerk, members=count, names=count)
    criterion = Criterion.objects.create(campaign=session.campaign, title="Kết quả", weight=100)
    for member in session.members.all():
        for item in session.agenda.all():
            Score.objects.create(member=member, item=item, criterion=criterion, points=4)
    if name == "voting":
        factories.ballot_in(session)
    if name == "result":
        factories.held_ballot(session)
    args = [] if name == "sessions" else [session]
    desk(name, *args)

    with django_assert_num_queries(COUNTS[name]):
        response = desk(name, *args, follow=False)

    assert response.status_code == 200


# --- Where the work stands --------------------------------------------------------------------------------


def test_the_secretary_s_dashboard_shows_the_sessions_that_are_not_over(client, desk, clerk):
    open_one = factories.running_session(clerk=clerk)
    over = factories.running_session(clerk=clerk)
    factories.held_ballot(over)
    conclude_session(session=over, user=clerk)
    factories.nomination(Stage.COUNCIL)

    home = client.get(reverse("wagtailadmin_home"))

    assert reverse("council:session", args=[open_one.pk]) in home.content.decode()
    assert reverse("council:session", args=[over.pk]) not in home.content.decode()
    assert reverse("council:plan") in home.content.decode()


def test_a_session_without_members_asks_for_them_first(desk, clerk):
    session = factories.planned_session(clerk=clerk, members=0, names=0)

    page = desk("members", session).content.decode()
    ballot = desk("voting", session)

    assert reverse("council:attendance", args=[session.pk]) not in page
    assert reverse("council:add_members", args=[session.pk]) in page
    assert ballot.context["rule"] is None
    assert reverse("council:open_session", args=[session.pk]) not in ballot.content.decode()


def test_the_ballot_s_tab_opens_a_session_that_is_ready(desk, clerk):
    session = factories.planned_session(clerk=clerk)

    page = desk("voting", session)

    assert reverse("council:open_session", args=[session.pk]) in page.content.decode()


def test_opening_a_ballot_names_whom_nobody_can_carry(desk, clerk):
    session = factories.running_session(clerk=clerk, members=3, names=2, seats=2)
    lost, carried = session.agenda.all()
    declare_conflict(item=lost, user=session.members.last().user)

    warnings = desk("open_ballot", session).context["warnings"]

    assert [lost.nomination.candidate.name in words for words in warnings] == [True]
    assert carried.nomination.candidate.name not in warnings[0]
