"""Who has done what in a campaign: every unit with its nominations, its people and how often it was reminded."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exemplars.models import Unit

from ..campaigns.models import CampaignPage
from ..campaigns.working_days import overdue_since
from ..dossiers.models import NominationPage
from ..mail.models import BouncingAddress
from ..membership.models import Membership
from ..stages import DECIDED, Stage
from .models import Abstention, Chase, Duty
from .rules import Progress, Standing, standing_of

#: The columns of the table: a key, its words, and the stages that it counts. What was withdrawn counts nowhere.
COLUMNS = (
    ("drafts", _("Drafts"), {Stage.DRAFT}),
    ("submitted", _("Awaiting screening"), {Stage.SUBMITTED}),
    ("returned", _("Returned"), {Stage.RETURNED}),
    ("consultation", _("Consultation"), {Stage.CONSULTATION}),
    ("council", _("Council"), {Stage.COUNCIL, Stage.RESERVE, Stage.ACCEPTED}),
    ("decided", _("Decided"), DECIDED),
)
LOOKS = {
    "drafts": "waits",
    "submitted": "moves",
    "returned": "waits",
    "consultation": "moves",
    "council": "moves",
}


@dataclass(frozen=True)
class Contact:
    """Somebody who files for a unit, and how they are reached."""

    person: object
    name: str
    email: str
    phone: str
    last_login: datetime | None
    is_bouncing: bool

    @property
    def can_be_mailed(self) -> bool:
        return bool(self.email) and not self.is_bouncing


@dataclass
class UnitRow:
    """One unit on the board."""

    unit: Unit
    standing: Standing
    allowed: int | None
    counts: dict[str, int]
    returned_late: int = 0
    contacts: list[Contact] = field(default_factory=list)
    chased: int = 0
    chased_at: datetime | None = None

    @property
    def cells(self) -> list[tuple[int, str]]:
        """The numbers in the order of ``COLUMNS``, each with how it looks; nothing stands back."""
        return [
            (self.counts[key], LOOKS.get(key, "") if self.counts[key] else "none")
            for key, _label, _stages in COLUMNS
        ]

    @property
    def phones(self) -> list[str]:
        return list(dict.fromkeys(contact.phone for contact in self.contacts if contact.phone))

    @property
    def is_bouncing(self) -> bool:
        """Whether any of its addresses returns mail."""
        return any(contact.is_bouncing for contact in self.contacts)

    @property
    def can_be_mailed(self) -> bool:
        return any(contact.can_be_mailed for contact in self.contacts)

    @property
    def last_sign_in(self) -> datetime | None:
        return max((contact.last_login for contact in self.contacts if contact.last_login), default=None)

    @property
    def is_over(self) -> bool:
        """Whether it filed more than it was allocated."""
        filed = sum(self.counts.values()) - self.counts["drafts"]
        return self.allowed is not None and filed > self.allowed


@dataclass
class Board:
    """A campaign's units, and how many stand where."""

    campaign: CampaignPage
    rows: list[UnitRow]

    def count(self, standing: str) -> int:
        return sum(row.standing == standing for row in self.rows)

    @property
    def drafts(self) -> int:
        return sum(row.counts["drafts"] for row in self.rows if row.standing == Standing.DRAFTING)

    @property
    def returned_late(self) -> int:
        return sum(row.returned_late for row in self.rows)

    @property
    def units_returned_late(self) -> int:
        return sum(bool(row.returned_late) for row in self.rows)

    @property
    def totals(self) -> list[int]:
        return [sum(row.counts[key] for row in self.rows) for key, _label, _stages in COLUMNS]


def read_board(campaign: CampaignPage) -> Board:
    """Read every active unit and every other that filed; a constant number of queries."""
    stages = stages_by_unit(campaign)
    late = late_returns(campaign)
    allowed = {allocation.unit_id: allocation.seats for allocation in campaign.allocations.all()}
    abstaining = set(Abstention.objects.filter(campaign=campaign).values_list("unit_id", flat=True))
    chases = chases_by_unit(campaign)
    units = [unit for unit in Unit.objects.select_related("bloc") if unit.is_active or unit.pk in stages]
    contacts = contacts_by_unit(units)
    return Board(
        campaign,
        [
            UnitRow(
                unit=unit,
                standing=standing_of(stages.get(unit.pk, {}), abstains=unit.pk in abstaining),
                allowed=allowed.get(unit.pk),
                counts=counts_of(stages.get(unit.pk, {})),
                returned_late=late.get(unit.pk, 0),
                contacts=contacts.get(unit.pk, []),
                chased=chases.get(unit.pk, (0, None))[0],
                chased_at=chases.get(unit.pk, (0, None))[1],
            )
            for unit in units
        ],
    )


def counts_of(stages: dict[str, int]) -> dict[str, int]:
    return {key: sum(stages.get(stage, 0) for stage in its) for key, _label, its in COLUMNS}


def stages_by_unit(campaign: CampaignPage) -> dict[int, Counter]:
    """How many nominations each unit has at each stage; of drafts their number and nothing else."""
    found: dict[int, Counter] = {}
    for unit, stage, count in NominationPage.objects.filter(campaign=campaign).counts("unit_id", "stage"):
        found.setdefault(unit, Counter())[stage] += count
    return found


def late_returns(campaign: CampaignPage) -> dict[int, int]:
    """How many nominations each unit was handed back and has kept for longer than screening itself may take."""
    first = overdue_since(timezone.localdate(), campaign.service_days)
    late = NominationPage.objects.filter(
        campaign=campaign, stage=Stage.RETURNED, stage_since__lt=midnight(first)
    )
    return dict(late.counts("unit_id"))


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


def chases_by_unit(campaign: CampaignPage) -> dict[int, tuple[int, datetime]]:
    """How often each unit was reminded, and when last."""
    rows = Chase.objects.filter(campaign=campaign).order_by().values_list("unit")
    return {unit: (count, last) for unit, count, last in rows.annotate(Count("pk"), last=Max("chased_at"))}


def contacts_by_unit(units: Iterable[Unit]) -> dict[int, list[Contact]]:
    """Who files for each unit and can still sign in, officers before heads."""
    rows = Membership.objects.filter(user__is_active=True, unit__in=[unit.pk for unit in units])
    rows = rows.select_related("user__wagtail_userprofile").order_by("-role", "pk")
    bouncing = set(BouncingAddress.objects.values_list("address", flat=True))
    found: dict[int, list[Contact]] = {}
    for row in rows:
        found.setdefault(row.unit_id, []).append(contact_of(row, bouncing))
    return found


def contact_of(row: Membership, bouncing: set[str]) -> Contact:
    user = row.user
    return Contact(
        person=user,
        name=user.get_full_name() or user.get_username(),
        email=user.email,
        phone=row.phone,
        last_login=user.last_login,
        is_bouncing=user.email.strip().lower() in bouncing,
    )


# --- Assignments ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class DutyRow:
    """One assignment of the plan and where it stands."""

    duty: Duty
    progress: Progress
    days_late: int = 0


def duties_of(campaign: CampaignPage, today: date | None = None) -> list[DutyRow]:
    """Every assignment of a campaign in its order; two queries."""
    duties = Duty.objects.filter(campaign=campaign).with_latest().in_order()
    return [row_of(duty, today or timezone.localdate()) for duty in with_units(duties)]


def with_units(duties):
    return duties.select_related("lead", "campaign").prefetch_related("supporting")


def row_of(duty: Duty, today: date) -> DutyRow:
    progress = duty.progress_on(today)
    return DutyRow(duty, progress, (today - duty.due_on).days if progress == Progress.OVERDUE else 0)
