"""How anybody voted, and when anybody voted, is nowhere in the log."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

import nominations.council
from nominations.council.actions.ballots import cast_vote, close_ballot, lines_for, open_ballot
from nominations.council.actions.sessions import add_member, open_session, plan_session, put_on_agenda
from nominations.models import AuditEntry, Choice
from nominations.stages import Stage
from tests import factories

WORDS = re.compile(r"\b(aye|nay|defer|choices?|ayes|nays|defers)\b")


@pytest.fixture
def ballot():
    """An open ballot of three members on two names; secret, unless its campaign says otherwise."""

    def build(**rule):
        clerk, campaign = factories.secretary(), factories.campaign(quotas={factories.field(): 1}, **rule)
        names = [factories.nomination(Stage.COUNCIL, campaign=campaign) for _ in range(2)]
        held_at = timezone.now() - timedelta(hours=1)
        session = plan_session(campaign=campaign, user=clerk, title="Phiên 1", held_at=held_at)
        for part in ("chair", "member", "member"):
            add_member(session=session, user=clerk, person=factories.council_member(), part=part)
        put_on_agenda(session=session, user=clerk, nominations=names)
        session = open_session(session=session, user=clerk)
        return open_ballot(session=session, user=clerk), clerk

    return build


def vote(ballot) -> None:
    for member, choice in zip(ballot.session.members.all(), Choice.values, strict=True):
        cast_vote(
            ballot=ballot, user=member.user, choices={line.pk: choice for line in lines_for(ballot, member)}
        )


@pytest.mark.parametrize("is_secret", [True, False])
def test_voting_leaves_nothing_in_the_log(is_secret, ballot, sealed):
    opened, _clerk = ballot(is_secret=is_secret)
    before = sealed()

    vote(opened)

    assert len(sealed()) == len(before)


def test_no_word_of_a_vote_stands_in_the_log(ballot, sealed):
    opened, clerk = ballot()
    vote(opened)
    close_ballot(ballot=opened, user=clerk)

    for entry in sealed():
        assert not WORDS.search(f"{entry.data} {entry.subject_label}"), entry.data
    closed = AuditEntry.objects.get(action="nominations.ballot_closed")
    assert sorted(closed.particulars) == ["round", "sha256", "turnout", "void"]


def test_nobody_but_the_secretary_acts_between_opening_and_closing(ballot, sealed):
    opened, clerk = ballot()
    since = len(sealed())
    vote(opened)
    close_ballot(ballot=opened, user=clerk)

    assert {entry.actor_id for entry in sealed()[since:]} == {str(clerk.pk)}


def test_no_line_of_the_council_logs_a_vote():
    room = Path(nominations.council.__file__).parent
    calls = [
        call
        for file in sorted(room.rglob("*.py"))
        for call in re.findall(r"\blog\((?:[^()]|\([^()]*\))*\)", file.read_text(encoding="utf-8"))
    ]

    assert len(calls) > 10
    assert [call for call in calls if WORDS.search(call) or "member.user" in call] == []
