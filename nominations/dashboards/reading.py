"""One campaign as plain values, read with the same few queries however many nominations it has."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from exemplars.models import Field, Unit

from ..campaigns.models import CampaignPage
from ..dossiers.models import NominationPage
from ..membership.models import Membership
from ..stages import HANDED_IN

COLUMNS = (
    "stage",
    "stage_since",
    "unit_id",
    "field_id",
    "decision__pk",
    "candidate__sex",
    "candidate__ethnicity",
    "candidate__home_place",
    "candidate__home_province",
    "candidate__qualification",
    "candidate__academic_rank",
)


@dataclass(frozen=True, slots=True)
class Filed:
    """One nomination that was handed in."""

    stage: str
    since: date
    unit: int
    field: int | None
    is_decided: bool
    sex: str
    ethnicity: str
    home_place: str
    home_province: str
    qualification: str
    academic_rank: str


@dataclass
class Campaign:
    """What the dashboards count: everything handed in, and what there is room for."""

    page: CampaignPage
    today: date
    filed: list[Filed]
    units: list[Unit]
    fields: list[Field]
    quotas: dict[int, tuple[int, int]]
    allocations: dict[int, int]
    officers: dict[int, list[str]] = field(default_factory=dict)

    def count(self, *names: str) -> Counter:
        """How many there are of each combination of the named columns, as tuples."""
        return Counter(tuple(getattr(one, name) for name in names) for one in self.filed)


def read_campaign(page: CampaignPage, *, with_officers: bool) -> Campaign:
    """Read a campaign; the officers' names and mail addresses only for those who chase units."""
    return Campaign(
        page=page,
        today=timezone.localdate(),
        filed=filed_in(page),
        units=list(Unit.objects.all()),
        fields=list(Field.objects.all()),
        quotas={quota.field_id: (quota.seats, quota.reserves) for quota in page.quotas.all()},
        allocations={allocation.unit_id: allocation.seats for allocation in page.allocations.all()},
        officers=officers_by_unit() if with_officers else {},
    )


def filed_in(page: CampaignPage) -> list[Filed]:
    """Everything that has left its unit; drafts are their unit's alone and not even counted."""
    rows = (
        NominationPage.objects.filter(campaign=page, stage__in=HANDED_IN, submitted_at__isnull=False)
        .order_by()
        .values_list(*COLUMNS)
    )
    return [
        Filed(stage, timezone.localdate(since), unit, its_field, decision is not None, *person)
        for stage, since, unit, its_field, decision, *person in rows
    ]


def officers_by_unit() -> dict[int, list[str]]:
    """Who files for each unit, with the mail address; those who can still sign in."""
    rows = Membership.objects.filter(user__is_active=True).select_related("user").order_by("pk")
    found: dict[int, list[str]] = {}
    for row in rows:
        name = row.user.get_full_name() or row.user.get_username()
        found.setdefault(row.unit_id, []).append(f"{name} <{row.user.email}>" if row.user.email else name)
    return found
