"""What the secretary's boards and the result show, and what they keep to themselves."""

import pytest
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from nominations.council.boards import score_board, voting_board
from nominations.council.rules import (
    Basis,
    Comparison,
    Outcome,
    OutcomeRule,
    Tally,
    line_outcome,
    papers_wanting,
)
from nominations.council.standings import appearances_of, shows_of_hands, standings_of
from nominations.council.words import rule_shown
from nominations.dossiers.parts import parts_of
from nominations.models import CouncilMember, Criterion, Quota, RulePreset, Score
from nominations.stages import Stage
from tests import factories

rules = st.builds(
    OutcomeRule,
    threshold=st.integers(1, 100),
    comparison=st.sampled_from(Comparison),
    basis=st.sampled_from(Basis),
    recused_count=st.booleans(),
    quorum_numerator=st.integers(1, 3),
    quorum_denominator=st.just(3),
)


@pytest.fixture
def clerk():
    return factories.secretary()


@given(rule=rules, members=st.integers(1, 7), data=st.data())
def test_papers_wanting_is_the_fewest_with_which_any_votes_carry(rule, members, data):
    """Against all votes that could be cast, one by one."""
    voters = data.draw(st.integers(1, members))
    eligible, papers = data.draw(st.integers(0, voters)), data.draw(st.integers(0, voters))

    def some_votes_carry(turnout: int) -> bool:
        most = min(turnout, eligible)
        tallies = (
            Tally(members, turnout, eligible, ayes, nays)
            for ayes in range(most + 1)
            for nays in range(most - ayes + 1)
        )
        return any(line_outcome(tally, rule) == Outcome.CARRIED for tally in tallies)

    expected = [n for n in range(voters - papers + 1) if some_votes_carry(papers + n)]
    assert papers_wanting(papers, voters, members, eligible, rule) == (expected[0] if expected else None)


# --- Scores -----------------------------------------------------------------------------------------------


def scored(session, *points) -> None:
    """Let the members score the first item, one after the other."""
    criterion, _made = Criterion.objects.get_or_create(campaign=session.campaign, title="Kết quả", weight=100)
    for member, value in zip(session.members.all(), points, strict=False):
        Score.objects.create(member=member, item=session.agenda.first(), criterion=criterion, points=value)


def test_a_mean_shows_from_three_scores_on(clerk):
    session = factories.running_session(clerk=clerk, members=4)
    scored(session, 5, 3)
    two = score_board(session, clerk)[0]
    Score.objects.all().delete()
    scored(session, 5, 3, 4)
    three = score_board(session, clerk)[0]

    assert (two.mean, two.spread, two.scored, len(two.missing)) == (None, None, 2, 2)
    assert (three.mean, round(three.spread, 3), three.expected) == (4, 0.816, 4)


def test_a_mean_of_fewer_shows_when_all_are_in(clerk):
    session = factories.running_session(clerk=clerk, members=3)
    session.agenda.get().recusals.create(member=session.members.last(), ground="declared")
    scored(session, 5, 3)

    row = score_board(session, clerk)[0]

    assert (row.mean, row.scored, row.expected, [one.pk for one in row.recused]) == (
        4, 2, 2, [session.members.last().pk],
    )  # fmt: skip


def test_a_secretary_who_sits_sees_no_mean_before_scoring(clerk):
    session = factories.running_session(clerk=clerk, members=4)
    own = session.members.last()
    CouncilMember.objects.filter(pk=own.pk).update(user=clerk)
    scored(session, 5, 4, 3)
    before = score_board(session, clerk)[0]
    Score.objects.create(member=own, item=session.agenda.get(), criterion=Criterion.objects.get(), points=4)
    after = score_board(session, clerk)[0]

    assert (before.mean, before.waits_for_own) == (None, True)
    assert (after.mean, after.waits_for_own) == (4, False)


def test_abstentions_are_counted_and_weigh_nothing(clerk):
    session = factories.running_session(clerk=clerk, members=3)
    scored(session, 5, None, 3)

    row = score_board(session, clerk)[0]

    assert (row.mean, row.scored, row.abstentions) == (4, 3, 1)


@pytest.mark.parametrize(
    ("order", "expected"), [("number", [1, 2, 3]), ("mean", [3, 1, 2]), ("spread", [2, 1, 3])]
)
def test_the_board_sorts_by_disagreement(order, expected, clerk):
    session = factories.running_session(clerk=clerk, members=3, names=3)
    criterion = Criterion.objects.create(campaign=session.campaign, title="Kết quả", weight=100)
    given_points = {1: (3, 4, 5), 2: (1, 3, 5), 3: (5, 5, 5)}
    for item in session.agenda.all():
        for member, points in zip(session.members.all(), given_points[item.number], strict=True):
            Score.objects.create(member=member, item=item, criterion=criterion, points=points)

    assert [row.item.number for row in score_board(session, clerk, order)] == expected


def test_the_board_of_scores_names_no_points_of_anybody(client, clerk):
    session = factories.running_session(clerk=clerk, members=3)
    scored(session, 5, 5, 2)
    client.force_login(clerk)

    page = client.get(reverse("council:scores", args=[session.pk]), {"order": "spread"})

    assert "4.00" in page.content.decode() or "4,00" in page.content.decode()
    assert all(str(member) not in page.content.decode() for member in session.members.select_related("user"))


# --- The ballot -------------------------------------------------------------------------------------------


def test_the_board_says_how_many_papers_are_wanting(clerk):
    session = factories.running_session(clerk=clerk, members=10, threshold=90)
    ballot = factories.ballot_in(session)
    members = list(session.members.select_related("user"))
    for member in members[:7]:
        factories.votes(ballot, member)

    board = voting_board(ballot)

    assert (board.turnout, board.voters, board.quorum, board.wanting) == (7, 10, 7, 2)
    assert [one.member.pk for one in board.waiting] == [member.pk for member in members[7:]]


def test_a_name_on_which_too_few_may_vote_is_said(clerk):
    session = factories.running_session(clerk=clerk, members=3, names=2)
    session.agenda.first().recusals.create(member=session.members.last(), ground="declared")
    ballot = factories.ballot_in(session)

    board = voting_board(ballot)

    assert [line.item.number for line in board.hopeless] == [1]
    assert board.wanting == 3


def test_turnout_alone_changes_the_board(client, clerk):
    """Two ballots with the same turnout and opposite votes look the same to the secretary."""
    pages = []
    for answer in ("aye", "nay"):
        session = factories.running_session(clerk=clerk, members=3)
        ballot = factories.ballot_in(session)
        factories.votes(ballot, session.members.select_related("user").first(), answer)
        board = voting_board(ballot)
        pages.append(
            (board.turnout, board.wanting, board.is_complete, len(board.waiting), len(board.hopeless))
        )

    assert pages[0] == pages[1]


@pytest.mark.parametrize("role", ["secretary", "leader", "auditor", "superuser"])
def test_no_count_shows_while_a_ballot_is_open(role, client, clerk):
    session = factories.running_session(clerk=clerk, members=3)
    ballot = factories.ballot_in(session)
    for member in session.members.select_related("user"):
        factories.votes(ballot, member)
    client.force_login(getattr(factories, role)())

    page = client.get(reverse("council:result", args=[session.pk]))
    nomination = session.agenda.get().nomination
    dossier = client.get(reverse("wagtailadmin_pages:edit", args=[nomination.pk]))

    assert page.context["standings"] is None
    assert appearances_of(nomination) == []
    assert "before-the-council" not in dossier.content.decode()


def test_the_board_says_when_it_was_made_and_updates_without_scripts(client, clerk):
    session = factories.running_session(clerk=clerk)
    factories.ballot_in(session)
    client.force_login(clerk)
    address = reverse("council:voting", args=[session.pk])

    assert 'http-equiv="refresh" content="60"' in client.get(address).content.decode()
    assert "http-equiv" not in client.get(address, {"still": 1}).content.decode()


# --- The rule in words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "headline", "basis"),
    [
        ({}, "From 10 ayes", "at least 90 % of all 11 members, the recused included"),
        (
            {"threshold": 50, "comparison": "more_than"},
            "From 6 ayes",
            "more than 50 % of all 11 members, the recused included",
        ),
        (
            {"recused_count": False},
            "at least 90 % of the members who may vote on the name",
            "at least 90 % of the members who may vote on the name",
        ),
        (
            {"basis": "votes_cast", "threshold": 80},
            "at least 80 % of the votes cast on the name",
            "at least 80 % of the votes cast on the name",
        ),
    ],
)
def test_the_rule_is_said_in_words(columns, headline, basis):
    with translation.override("en"):
        found = rule_shown(RulePreset(**columns), 11)

    assert (found.headline, found.basis, found.quorum_needed) == (headline, basis, 8)


# --- The result -------------------------------------------------------------------------------------------


def test_equal_votes_share_a_rank_and_the_line_is_drawn_after_the_last_seat(clerk):
    session = factories.running_session(clerk=clerk, members=3, names=4, seats=2, threshold=60)
    factories.held_ballot(session, "aye", "aye", "nay", "defer")

    (only,) = standings_of(session).fields

    assert [(name.rank, name.row.place.result, name.ends_seats) for name in only.names] == [
        ("1=", "selected", False),
        ("1=", "selected", True),
        ("3=", "lost", False),
        ("3=", "deferred", False),
    ]
    assert (only.look, only.free, only.selected) == ("ok", 2, 2)


def test_a_tie_for_the_last_seat_draws_no_line(clerk):
    session = factories.running_session(clerk=clerk, members=3, names=2)
    factories.held_ballot(session)

    standings = standings_of(session)

    assert [name.look for name in standings.names] == ["warn", "warn"]
    assert not any(name.ends_seats for name in standings.names)
    assert standings.fields[0].at_stake == 1


def test_the_result_is_the_same_before_and_after_concluding(client, clerk):
    session = factories.running_session(clerk=clerk, members=3, names=3)
    ballot = factories.ballot_in(session)
    first, second, third = session.members.select_related("user")
    factories.votes(ballot, first, "aye", "aye", "nay")
    factories.votes(ballot, second, "aye", "aye", "nay")
    factories.votes(ballot, third, "aye", "defer", "nay")
    factories.close_ballot(ballot=ballot, user=clerk)

    def shown():
        names = standings_of(type(session).objects.get(pk=session.pk))
        return [(name.item.pk, name.rank, name.tag, name.of) for name in names.names], names.free

    before = shown()
    client.force_login(clerk)
    client.post(reverse("council:conclude", args=[session.pk]))

    assert shown() == before


def test_a_show_of_hands_says_who_chose_what_and_a_secret_ballot_does_not(client, clerk):
    found = {}
    for is_secret in (True, False):
        session = factories.running_session(clerk=clerk, members=2, is_secret=is_secret)
        factories.held_ballot(session)
        client.force_login(clerk)
        page = client.get(reverse("council:result", args=[session.pk]))
        found[is_secret] = [
            [choices for _member, choices in held.members]
            for held in shows_of_hands(page.context["standings"].ballots)
        ]

    assert found[True] == []
    assert len(found[False][0]) == 2


def test_seals_are_shown_with_their_predecessor(client, clerk):
    session = factories.running_session(clerk=clerk)
    first = factories.held_ballot(session, voters=1)
    second = factories.held_ballot(session)
    client.force_login(clerk)

    page = client.get(reverse("council:result", args=[session.pk])).content.decode()

    assert second.previous_sha256 == first.sha256
    assert page.count(first.sha256) == 2
    assert page.count(second.sha256) == 1


def test_a_void_round_shows_no_counts(client, clerk):
    session = factories.running_session(clerk=clerk, members=3)
    factories.held_ballot(session, voters=1)
    client.force_login(clerk)

    page = client.get(reverse("council:result", args=[session.pk]))

    assert [name.line for name in page.context["standings"].names] == [None]
    (appearance,) = appearances_of(session.agenda.get().nomination)
    assert appearance.rounds[0][0].ballot.is_void


# --- The dossier ------------------------------------------------------------------------------------------


def test_the_dossier_tells_readers_what_the_council_made_of_it(client, clerk):
    session = factories.running_session(clerk=clerk)
    factories.held_ballot(session)
    nomination = session.agenda.get().nomination
    shown = {}
    for role in ("screener", "leader", "auditor", "secretary"):
        client.force_login(getattr(factories, role)())
        page = client.get(reverse("wagtailadmin_pages:edit", args=[nomination.pk])).content.decode()
        shown[role] = 'aria-labelledby="before-the-council"' in page

    assert all(shown.values())
    member = session.members.select_related("user").first().user
    templates = [part["template"] for part in parts_of(nomination, member, aside=True)]
    assert "nominations/council/session/dossier_part.html" not in templates


@pytest.mark.parametrize("rounds", [1, 3])
def test_the_part_of_the_dossier_costs_two_queries(rounds, clerk, django_assert_num_queries):
    session = factories.running_session(clerk=clerk)
    for _round in range(rounds):
        factories.held_ballot(session, voters=1)
    nomination = session.agenda.get().nomination

    with django_assert_num_queries(2):
        (appearance,) = appearances_of(nomination)

    assert len(appearance.rounds) == rounds


def test_seats_of_earlier_sessions_are_no_longer_free(clerk):
    session = factories.running_session(clerk=clerk, seats=1)
    its = session.agenda.get().nomination
    Quota.objects.filter(campaign=session.campaign).update(seats=2)
    factories.nomination(Stage.ACCEPTED, campaign=session.campaign, field=its.field)
    factories.held_ballot(session)

    (only,) = standings_of(session).fields

    assert (only.result.seats, only.free, only.selected) == (2, 1, 1)
