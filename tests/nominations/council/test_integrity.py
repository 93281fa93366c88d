"""Every way in which the council's rows can contradict one another, planted past the actions, and found."""

import pytest

from nominations.council.integrity import ballot_problems
from nominations.models import (
    AgendaItem,
    Ballot,
    BallotLine,
    CouncilMember,
    CouncilSession,
    NominationPage,
    OpenVote,
    Quota,
    RollEntry,
    Vote,
)
from nominations.stages import Stage
from tests import factories


def sound(**more):
    """A concluded session of three members who voted on two names: one has a seat, one is in reserve."""
    session = factories.running_session(members=3, names=2, threshold=60, **more)
    ballot = factories.ballot_in(session)
    first, second, third = session.members.select_related("user")
    factories.votes(ballot, first, "aye", "aye")
    factories.votes(ballot, second, "aye", "aye")
    factories.votes(ballot, third, "aye", "nay")
    factories.close_ballot(ballot=ballot, user=session.created_by)
    factories.conclude_session(session=session, user=session.created_by)
    return session


def an_open_vote_of_the_silent():
    entry = RollEntry.objects.first()
    RollEntry.objects.filter(pk=entry.pk).update(has_voted=False)


def a_stranger_on_the_roll():
    other = factories.planned_session()
    RollEntry.objects.filter(pk=RollEntry.objects.first().pk).update(member=other.members.first())


BREACHES = {
    "a vote gone": (lambda: Vote.objects.filter(choice="nay").delete(), ["2 votes for 3 who may vote", "and the votes say"]),
    "a vote too many": (
        lambda: Vote.objects.create(line=BallotLine.objects.first(), choice="aye"),
        ["4 votes for 3 who may vote", "4 votes cast by 3 voters", "and the votes say"],
    ),
    "a vote changed": (lambda: Vote.objects.filter(choice="nay").update(choice="aye"), ["and the votes say"]),
    "a count changed": (
        lambda: BallotLine.objects.filter(nays=1).update(nays=0, defers=1),
        ["and the votes say", "the seal does not fit"],
    ),
    "a name carried against the rule": (
        lambda: BallotLine.objects.filter(nays=1).update(carried=False),
        ["carried or not, against the rule", "reserve without enough votes"],
    ),
    "turnout changed": (
        lambda: RollEntry.objects.filter(pk=RollEntry.objects.first().pk).update(has_voted=False),
        ["3 votes cast by 2 voters", "3 votes cast by 2 voters", "the seal does not fit"],
    ),
    "a stranger on the roll": (a_stranger_on_the_roll, ["1 on the roll are no members of the session"]),
    "a council smaller than its roll": (
        lambda: Ballot.objects.update(members=2),
        ["3 on the roll of a council of 2"],
    ),
    "a void ballot that was none": (
        lambda: Ballot.objects.update(is_void=True),
        ["void or not, against a turnout", "selected without enough votes", "reserve without enough votes"],
    ),
    "a seal changed": (lambda: Ballot.objects.update(sha256="0" * 64), ["the seal does not fit"]),
    "a link of the chain changed": (
        lambda: Ballot.objects.update(previous_sha256="1" * 64),
        ["the seal does not fit", "stands outside the chain of seals"],
    ),
    "lines gone": (
        lambda: (Vote.objects.all().delete(), BallotLine.objects.all().delete()),
        ["nothing to vote on", "the seal does not fit", "selected without", "reserve without"],
    ),
    "a result without its session's end": (
        lambda: CouncilSession.objects.update(status="open"),
        ["a session is concluded when", "a session is concluded when"],
    ),
    "a session's end without a result": (
        lambda: AgendaItem.objects.filter(result="selected").update(result=""),
        ["a session is concluded when"],
    ),
    "a tie left": (lambda: AgendaItem.objects.filter(result="selected").update(result="tied"), ["a tie was left"]),
    "lost in spite of the votes": (
        lambda: AgendaItem.objects.filter(result="selected").update(result="lost"),
        ["lost, and no valid ballot says so"],
    ),
    "one selected too many": (
        lambda: NominationPage.objects.filter(stage=Stage.RESERVE).update(stage=Stage.ACCEPTED),
        ["2 selected for 1 seats"],
    ),
    "seats taken away": (lambda: Quota.objects.all().delete(), ["1 selected for 0 seats"]),
}  # fmt: skip


def test_sound_rows_are_no_problem():
    sound()
    sound(is_secret=False)

    assert list(ballot_problems()) == []


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_found(breach):
    plant, words = BREACHES[breach]
    sound()
    plant()

    found = list(ballot_problems())

    assert len(found) == len(words), found
    assert all(any(word in line for line in found) for word in words), found


def test_an_open_vote_of_one_who_has_not_voted_is_found():
    sound(is_secret=False)
    an_open_vote_of_the_silent()

    assert any("an open vote stands under a member who has not voted" in line for line in ballot_problems())


def test_an_open_vote_gone_is_found():
    sound(is_secret=False)
    OpenVote.objects.filter(pk=OpenVote.objects.first().pk).delete()

    assert any("and the votes say" in line for line in ballot_problems())


def test_a_count_before_the_end_is_found():
    session = factories.running_session()
    factories.ballot_in(session)
    BallotLine.objects.update(ayes=1, nays=0, defers=0)

    (found,) = ballot_problems()

    assert "counted before the ballot was closed" in found


def test_no_problem_names_a_voter():
    sound()
    Vote.objects.all().delete()
    RollEntry.objects.update(has_voted=False)
    names = [str(member) for member in CouncilMember.objects.select_related("user")]

    found = " ".join(ballot_problems())

    assert found
    assert not any(name in found for name in names)


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_check_costs_nine_queries(sessions, django_assert_num_queries):
    for _session in range(sessions):
        sound()

    with django_assert_num_queries(9):
        assert list(ballot_problems()) == []
