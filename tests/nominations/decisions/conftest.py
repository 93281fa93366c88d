"""A field with its seats, people whom the council selected or holds in reserve, and reviewers' browsers."""

from itertools import count

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from nominations.council.actions.passing import hold_in_reserve
from nominations.models import (
    AgendaItem,
    Ballot,
    BallotLine,
    CouncilSession,
    NominationPage,
    OpenVote,
    RollEntry,
    Vote,
)
from nominations.stages import Stage
from tests import factories

_number = count(1)
DECIDED = {"number": "0417/QĐ-BTTTT", "decided_on": timezone.localdate(), "signatory": "Nguyễn Văn Mẫu"}
#: The same as a browser sends it.
TYPED = {
    "number": "0417/QĐ-BTTTT",
    "decided_on": timezone.localdate().strftime("%d/%m/%Y"),
    "signed_as": "Bộ trưởng",
    "signatory": "Nguyễn Văn Mẫu",
}


def reserve(campaign, number: int, **more) -> NominationPage:
    """Bring a nomination before the council and let a concluded session hold it in reserve under a number."""
    page = factories.nomination(Stage.COUNCIL, campaign=campaign, **more)
    clerk = factories.secretary()
    session = CouncilSession.objects.create(
        campaign=campaign, title=f"Phiên {next(_number)}", held_at=timezone.now(),
        status=CouncilSession.Status.CONCLUDED, created_by=clerk,
    )  # fmt: skip
    AgendaItem.objects.create(
        session=session, nomination=page, number=1, result="reserve", rank=number + 1, reserve_number=number
    )
    hold_in_reserve(nomination=page, user=clerk)
    page.refresh_from_db()
    return page


def voted(nomination, *, ayes: int, members: int, round: int = 1, is_void: bool = False) -> BallotLine:
    """Let a closed ballot of the nomination's latest session say how it was voted on, in place of the factory's."""
    item = nomination.agenda_items.latest("pk")
    if round == 1:
        unvoted(item)
    sealed = {"previous_sha256": f"{next(_number):064d}", "sha256": f"{next(_number):064d}"}
    ballot = Ballot.objects.create(
        session=item.session,
        round=round,
        members=members,
        closed_at=timezone.now(),
        is_void=is_void,
        **sealed,
    )
    return BallotLine.objects.create(
        ballot=ballot, item=item, eligible=members, ayes=ayes, nays=members - ayes, defers=0, carried=True
    )


def unvoted(item: AgendaItem) -> None:
    """Take away the ballot of one member that the factory held."""
    for model in (Vote, OpenVote):
        model.objects.filter(line__item=item).delete()
    BallotLine.objects.filter(item=item).delete()
    RollEntry.objects.filter(ballot__session=item.session).delete()
    Ballot.objects.filter(session=item.session).delete()


def waiting(campaign, **more) -> NominationPage:
    return factories.nomination(Stage.ACCEPTED, campaign=campaign, **more)


def stages(*nominations) -> list[str]:
    """Where nominations stand by the database."""
    rows = dict(NominationPage.objects.values_list("pk", "stage"))
    return [rows[nomination.pk] for nomination in nominations]


@pytest.fixture(autouse=True)
def _in_english():
    """Refusals are read in the words of the source; what a browser gets is in its own language."""
    with translation.override("en"):
        yield


@pytest.fixture
def field():
    return factories.field(name_vi="Chuyển đổi số")


@pytest.fixture
def campaign(field):
    """A campaign with two seats in one field."""
    return factories.campaign(quotas={field: 2})


@pytest.fixture
def secretary():
    return factories.secretary()


@pytest.fixture
def sheet(campaign):
    return reverse("decisions:sheet", args=[campaign.pk])


@pytest.fixture
def sign(campaign):
    return reverse("decisions:sign", args=[campaign.pk])
