"""What a unit's people find when they come in; read with a constant number of queries."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch

from ..campaigns.models import Allocation, CampaignPage, Quota
from ..decisions.models import Seat
from ..dossiers.asked import form_rules
from ..dossiers.completeness import dossier_in
from ..dossiers.endorsement import Endorsement
from ..dossiers.models import NominationPage
from ..dossiers.rules import missing
from ..membership.models import Membership, units_of
from ..screening.models import Remark
from ..stages import EDITABLE, UNDER_REVIEW, Stage
from .carrying import carried_into, targets_of
from .history import return_reasons
from .words import Standing, standing, time_left


@dataclass(frozen=True)
class Row:
    """A nomination in a list; ``lacking`` counts what is missing, ``reason`` and ``remarks`` are the reviewer's.

    ``can_carry`` says that a later campaign is open to it, ``made`` is the draft that was made of it last.
    ``asked`` is the request that waits for the unit's head.
    """

    nomination: NominationPage
    standing: Standing
    lacking: int = 0
    reason: str = ""
    remarks: int = 0
    can_carry: bool = False
    made: NominationPage | None = None
    asked: Endorsement | None = None


@dataclass(frozen=True)
class Share:
    """What one unit may submit to a campaign; ``allocated`` and ``possible`` are None without a limit."""

    unit: object
    allocated: int | None
    submitted: int

    @property
    def possible(self) -> int | None:
        return None if self.allocated is None else max(self.allocated - self.submitted, 0)


@dataclass(frozen=True)
class OpenCampaign:
    """An open campaign with its time, the units' shares, and the seats left per field."""

    page: CampaignPage
    left: str
    shares: list[Share]
    seats: list[tuple[object, int]]

    @property
    def is_full(self) -> bool:
        """Whether none of the person's units may submit any more."""
        return all(share.possible == 0 for share in self.shares)


@dataclass(frozen=True)
class Overview:
    """``to_endorse`` waits for this very person, as the head of a unit."""

    campaigns: list[OpenCampaign]
    to_endorse: list[Row]
    returned: list[Row]
    drafts: list[Row]
    submitted: list[Row]
    past: list[Row]

    @property
    def is_empty(self) -> bool:
        return not (self.to_endorse or self.returned or self.drafts or self.submitted or self.past)


def overview(user, now: datetime) -> Overview:
    """Sort everything that concerns a person's units by what is to be done about it."""
    unfinished, others = editable_of(user), handed_in_of(user)
    returned = [nomination for nomination in unfinished if nomination.stage == Stage.RETURNED]
    drafts = [nomination for nomination in unfinished if nomination.stage == Stage.DRAFT]
    reasons, remarks = return_reasons(returned), remarks_to_answer(returned)
    open_drafts = [nomination for nomination in drafts if now < nomination.campaign.closes_at]
    submitted = [nomination for nomination in others if nomination.stage in UNDER_REVIEW]
    past = [nomination for nomination in [*drafts, *others] if nomination not in [*open_drafts, *submitted]]
    campaigns = open_campaigns(units_of(user), now)
    asked = endorsements_asked(unfinished, user)
    mine = [row for row in (*returned, *open_drafts) if row.pk in asked and asked[row.pk].is_mine]
    return Overview(
        campaigns=campaigns,
        to_endorse=[unfinished_row(nomination, asked=asked[nomination.pk]) for nomination in mine],
        returned=[
            unfinished_row(
                nomination,
                reasons.get(nomination.pk, ""),
                remarks.get(nomination.pk, 0),
                asked.get(nomination.pk),
            )
            for nomination in returned
            if nomination not in mine
        ],
        drafts=[
            unfinished_row(nomination, asked=asked.get(nomination.pk))
            for nomination in open_drafts
            if nomination not in mine
        ],
        submitted=[Row(nomination, standing(nomination)) for nomination in submitted],
        past=past_rows(past, [campaign.page for campaign in campaigns], now),
    )


def past_rows(past: list[NominationPage], campaigns: list[CampaignPage], now: datetime) -> list[Row]:
    """Nominations that are over, each with the way into a later campaign where one is open to it."""
    made = carried_into(past) if past else {}
    return [
        Row(
            nomination,
            standing(nomination),
            can_carry=bool(targets_of(nomination, campaigns, now)),
            made=next(reversed(list(made.get(nomination.pk, {}).values())), None),
        )
        for nomination in past
    ]


def endorsements_asked(nominations: list[NominationPage], user) -> dict[int, Endorsement]:
    """The requests that wait for a head, by nomination; ``is_mine`` marks those that wait for this person."""
    headed = Membership.objects.of_user(user).filter(
        role=Membership.Role.HEAD, unit=OuterRef("nomination__unit")
    )
    rows = Endorsement.objects.waiting().filter(nomination__in=nominations).select_related("asked_by")
    found = {}
    for row in rows.annotate(heads=Exists(headed)) if nominations else ():
        row.is_mine = row.heads and row.asked_by_id != user.pk
        found[row.nomination_id] = row
    return found


def unfinished_row(
    nomination: NominationPage, reason: str = "", remarks: int = 0, asked: Endorsement | None = None
) -> Row:
    lacking = len(missing(dossier_in(nomination, nomination), form_rules(nomination.campaign)))
    return Row(nomination, standing(nomination), lacking, reason, remarks, asked=asked)


def remarks_to_answer(nominations: list[NominationPage]) -> dict[int, int]:
    """How many remarks of the latest return each nomination has, by its key."""
    rows = Remark.objects.unanswered().filter(nomination__in=nominations).order_by()
    return dict(rows.values_list("nomination").annotate(Count("pk"))) if nominations else {}


def own(user):
    rows = NominationPage.objects.of_member(user).with_dossier().select_related("campaign")
    return rows.order_by("-stage_since", "-pk")


def editable_of(user) -> list[NominationPage]:
    """Nominations that the units may still write, with all that tells what is missing."""
    rows = own(user).filter(stage__in=EDITABLE)
    return list(
        rows.prefetch_related("achievements", "awards", "evidence", "consents", "campaign__asked_fields")
    )


def handed_in_of(user) -> list[NominationPage]:
    return list(own(user).exclude(stage__in=EDITABLE).select_related("decision").defer("case"))


def open_campaigns(units, now: datetime) -> list[OpenCampaign]:
    """The campaigns that take nominations now, the first to close first."""
    of_units = Allocation.objects.filter(unit__in=units)
    pages = list(
        CampaignPage.objects.open_at(now).prefetch_related(
            Prefetch("allocations", queryset=of_units),
            Prefetch("quotas", queryset=Quota.objects.select_related("field")),
        )
    )
    taken, used = seats_taken(pages), submissions(pages, units)
    return [
        OpenCampaign(
            page=page,
            left=time_left(page.closes_at, now),
            shares=[share(page, unit, used.get((page.pk, unit.pk), 0)) for unit in units],
            seats=[
                (quota.field, quota.seats - taken.get((page.pk, quota.field_id), 0))
                for quota in page.quotas.all()
            ],
        )
        for page in pages
    ]


def share(page: CampaignPage, unit, submitted: int) -> Share:
    allocated = {allocation.unit_id: allocation.seats for allocation in page.allocations.all()}
    return Share(unit, allocated.get(unit.pk), submitted)


def seats_taken(pages) -> dict[tuple[int, int], int]:
    rows = (
        Seat.objects.filter(campaign__in=pages).values_list("campaign_id", "field_id").annotate(Count("pk"))
    )
    return {(campaign, field): count for campaign, field, count in rows.order_by()}


def submissions(pages, units) -> dict[tuple[int, int], int]:
    """How many nominations each unit has in each campaign, by the rule that the allocation counts by."""
    rows = (
        NominationPage.objects.filter(campaign__in=pages, unit__in=units)
        .exclude(stage__in=[Stage.DRAFT, Stage.WITHDRAWN])
        .counts("campaign_id", "unit_id")
    )
    return {(campaign, unit): count for campaign, unit, count in rows}


def neighbours(now: datetime) -> tuple[CampaignPage | None, CampaignPage | None]:
    """The campaign that closed last and the one that opens next, where there are any."""
    live = CampaignPage.objects.live()
    last = live.filter(closes_at__lte=now).order_by("-closes_at").first()
    return last, live.filter(opens_at__gt=now).order_by("opens_at").first()
