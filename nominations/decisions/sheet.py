"""What the sign-off page of a campaign shows; a constant number of queries however long the list is."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState, get_default_page_content_type

from ..campaigns.models import CampaignPage
from ..council.models import AgendaItem, BallotLine, CouncilSession
from ..dossiers.models import NominationPage
from ..stages import Stage
from .access import is_leader
from .parts import Remark, remarks_on
from .seats import Standing as FieldStanding
from .seats import latest_items, standings_of

#: What has come of those whom the council selected, and of the reserves.
DECIDED = (Stage.APPROVED, Stage.DECLINED, Stage.REVOKED)


@dataclass(frozen=True)
class Votes:
    """How the council voted on one nomination: of so many members so many ayes, in the last valid round."""

    ayes: int
    members: int
    round: int


@dataclass
class Row:
    """Somebody who waits for the leader; ``obstacle`` says why this very person may not sign."""

    nomination: NominationPage
    step: int
    votes: Votes | None = None
    reserve_number: int | None = None
    remarks: list[Remark] = field(default_factory=list)
    obstacle: str = ""

    @property
    def is_clean(self) -> bool:
        """Whether nothing speaks against choosing the person beforehand."""
        return not self.obstacle and not any(remark.is_warning for remark in self.remarks)


@dataclass(frozen=True)
class ReserveLine:
    """A reserve in its order; ``may_move_up`` says that a seat is free and that it is its turn."""

    nomination: NominationPage
    number: int
    may_move_up: bool


@dataclass(frozen=True)
class FieldLine:
    """One field of the campaign: how its seats stand, and its reserves."""

    standing: FieldStanding
    reserves: list[ReserveLine]

    @property
    def offers(self) -> list[ReserveLine]:
        return [line for line in self.reserves if line.may_move_up]


@dataclass(frozen=True)
class SessionLine:
    """One concluded session and what came of it."""

    session: CouncilSession
    selected: int
    reserves: int


def waiting_rows(campaign: CampaignPage, user) -> list[Row]:
    """Everybody of a campaign who waits for the leader, by field and by the council's ranking."""
    found = campaign.nominations.filter(stage=Stage.ACCEPTED).with_dossier().defer("case")
    nominations = list(found)
    items, steps = latest_items(campaign), steps_of(nominations)
    votes = votes_on([items[nomination.pk] for nomination in nominations if nomination.pk in items])
    remarks, obstacles = remarks_on(nominations, user), obstacles_to(user, nominations, steps, campaign)
    rows = [
        Row(
            nomination,
            steps[nomination.pk].pk,
            votes=votes.get(nomination.pk),
            reserve_number=items[nomination.pk].reserve_number if nomination.pk in items else None,
            remarks=remarks.get(nomination.pk, []),
            obstacle=obstacles.get(nomination.pk, ""),
        )
        for nomination in nominations
        if nomination.pk in steps
    ]
    rows.sort(key=lambda row: by_rank(row, items.get(row.nomination.pk)))
    return rows


def by_rank(row: Row, item: AgendaItem | None):
    """Order rows by field, then as the council ranked them, reserves last."""
    its = row.nomination.field
    rank = item.rank if item and item.rank else 0
    return (its.sort_order, its.pk, row.reserve_number or 0, rank, row.nomination.pk)


def steps_of(nominations) -> dict[int, TaskState]:
    """Return the present step of each nomination, by its key."""
    states = WorkflowState.objects.filter(
        base_content_type=get_default_page_content_type(),
        object_id__in=[str(nomination.pk) for nomination in nominations],
        status=WorkflowState.STATUS_IN_PROGRESS,
        current_task_state__isnull=False,
    ).select_related("current_task_state__task")
    return {int(state.object_id): state.current_task_state for state in states}


def votes_on(items: list[AgendaItem]) -> dict[int, Votes]:
    """Return how the council voted, by the nomination's key: the sums of its last valid round."""
    lines = BallotLine.objects.filter(
        item__in=items, ayes__isnull=False, ballot__closed_at__isnull=False, ballot__is_void=False
    )
    rows = lines.order_by("ballot__round").values_list(
        "item__nomination_id", "ayes", "ballot__members", "ballot__round"
    )
    return {key: Votes(ayes, members, round) for key, ayes, members, round in rows}


def obstacles_to(user, nominations, steps: dict[int, TaskState], campaign: CampaignPage) -> dict[int, str]:
    """Why a leader may not decide on some of these, by key; one query where nothing stands in the way."""
    if not is_leader(user):
        return {}
    free = set(campaign.nominations.filter(stage=Stage.ACCEPTED).awaiting(user).values_list("pk", flat=True))
    hindered = [n for n in nominations if n.pk not in free and n.pk in steps]
    return {n.pk: str(steps[n.pk].task.specific.obstacle(user, n) or "") for n in hindered}


def field_lines(campaign: CampaignPage) -> list[FieldLine]:
    """Every field of a campaign with its seats and its reserves by number."""
    standings = standings_of(campaign)
    keys = [reserve.nomination for standing in standings for reserve in standing.reserves]
    people = campaign.nominations.with_dossier().defer("case").in_bulk(keys)
    return [
        FieldLine(
            standing,
            [
                ReserveLine(people[reserve.nomination], reserve.number, reserve in standing.turns)
                for reserve in standing.reserves
            ],
        )
        for standing in standings
    ]


def council_day(nominations) -> date | None:
    """The latest day on which a concluded session dealt with any of these; None where none did."""
    items = AgendaItem.objects.filter(
        nomination__in=nominations, session__status=CouncilSession.Status.CONCLUDED
    )
    held_at = items.aggregate(latest=Max("session__held_at"))["latest"]
    return timezone.localdate(held_at) if held_at else None


def session_lines(campaign: CampaignPage) -> list[SessionLine]:
    """The concluded sessions of a campaign, the first one first."""
    sessions = campaign.council_sessions.filter(status=CouncilSession.Status.CONCLUDED)
    items = AgendaItem.objects.filter(session__in=sessions).values_list("session_id", "result")
    counts = Counter(items)
    return [
        SessionLine(session, counts[session.pk, "selected"], counts[session.pk, "reserve"])
        for session in sessions.order_by("held_at", "pk")
    ]


def decided_people(campaign: CampaignPage):
    """Everybody of a campaign on whom the leader has decided, the latest decision first."""
    found = campaign.nominations.filter(stage__in=DECIDED, decision__isnull=False)
    return (
        found.with_dossier()
        .select_related("decision", "revocation")
        .defer("case")
        .order_by("-decision__decided_on", "decision__number", "title")
    )
