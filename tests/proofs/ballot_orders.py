"""What a process of a proof does about ballots: prepare sessions, vote, close, look."""

from datetime import timedelta
from random import Random
from unittest.mock import patch

from django.contrib.auth import get_user_model
from django.utils import timezone

from nominations.council.actions.ballots import cast_vote, close_ballot, open_ballot
from nominations.council.sweeping import sweep
from nominations.models import (
    AgendaItem,
    Ballot,
    CampaignPage,
    CouncilMember,
    CouncilSession,
    Recusal,
    RollEntry,
    Vote,
)
from nominations.refusals import Refused
from nominations.stages import Stage
from tests import factories

User = get_user_model()
ORDERS = {}


def order(function):
    ORDERS[function.__name__] = function
    return function


@order
def council(members: int, nominations: int) -> dict:
    """Make a secretary, so many members and so many nominations before the council."""
    campaign = factories.campaign(quotas={factories.field(): 5})
    officer, screener = factories.officer(), factories.screener()
    pages = [
        factories.nomination(
            Stage.COUNCIL, campaign=campaign, by=officer, screener=screener, name=f"Trần Thị Số {number}"
        )
        for number in range(nominations)
    ]
    return {
        "campaign": campaign.pk,
        "secretary": factories.secretary().pk,
        "members": [factories.council_member().pk for _ in range(members)],
        "nominations": [page.pk for page in pages],
    }


@order
def ballot(campaign: int, secretary: int, members: list[int], nominations: list[int], seed: int) -> dict:
    """Open a ballot of a session of its own; one member in ten is recused from each name.

    Answers the ballot, and by member the lines on which that member may vote.
    """
    clerk, rng = User.objects.get(pk=secretary), Random(seed)
    # The same nominations stand on many agendas here, which the action of the agenda would refuse.
    session = CouncilSession.objects.create(
        campaign=CampaignPage.objects.get(pk=campaign),
        title=f"Phiên {seed}",
        held_at=timezone.now() - timedelta(hours=1),
        status=CouncilSession.Status.OPEN,
        created_by=clerk,
    )
    places = CouncilMember.objects.bulk_create(
        CouncilMember(session=session, user_id=person, part="member" if number else "chair")
        for number, person in enumerate(members)
    )
    items = AgendaItem.objects.bulk_create(
        AgendaItem(session=session, nomination_id=page, number=number)
        for number, page in enumerate(nominations, start=1)
    )
    Recusal.objects.bulk_create(
        Recusal(member=place, item=item, ground=Recusal.Ground.DECLARED)
        for place in places
        for item in items
        if rng.random() < 0.1
    )
    opened = open_ballot(session=session, user=clerk)
    recused = set(Recusal.objects.filter(item__session=session).values_list("member__user", "item"))
    lines = list(opened.lines.values_list("pk", "item"))
    return {
        "ballot": opened.pk,
        "lines": {
            person: [line for line, item in lines if (person, item) not in recused] for person in members
        },
    }


@order
def vote_many(ballot: int, tries: list) -> list[str]:
    """Try to vote for one person after another; answer what came of each try."""
    found = Ballot.objects.get(pk=ballot)
    return [try_to_vote(found, *one) for one in tries]


def try_to_vote(found: Ballot, person: int, choices: dict[str, str]) -> str:
    try:
        cast_vote(
            ballot=found,
            user=User.objects.get(pk=person),
            choices={int(line): choice for line, choice in choices.items()},
        )
    except Refused as refusal:
        return type(refusal).__name__
    return "done"


@order
def close_ballot_of(ballot: int, secretary: int) -> dict:
    """Close a ballot; answer its turnout and the counts of its lines."""
    closed = close_ballot(ballot=Ballot.objects.get(pk=ballot), user=User.objects.get(pk=secretary))
    return {
        "turnout": RollEntry.objects.filter(ballot=closed, has_voted=True).count(),
        "roll": RollEntry.objects.filter(ballot=closed).count(),
        "people": RollEntry.objects.filter(ballot=closed).values("member__user").distinct().count(),
        "counts": {line.pk: [line.ayes, line.nays, line.defers] for line in closed.lines.all()},
        "blank": Vote.objects.filter(line__ballot=closed, choice="").count(),
    }


@order
def close_carelessly(ballot: int, secretary: int) -> dict:
    """Close a ballot and leave roll and votes as the voting left them: what the proof must notice."""
    with patch("nominations.council.actions.ballots.rewrite"):
        return close_ballot_of(ballot, secretary)


@order
def sweep_up() -> None:
    """Do what every closing leaves to the task queue."""
    sweep.call()
