"""The screeners' queue: what waits, for how long, what the machine points out, and who has it in hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

import django_filters
from django import forms
from django.db.models import Count, Exists, Func, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import PageLogEntry

from ..campaigns.models import CampaignPage
from ..campaigns.working_days import overdue_since
from ..dossiers.columns import COLUMNS, dossier_url
from ..dossiers.filters import NominationFilters
from ..dossiers.listing import NominationIndex
from ..dossiers.models import EarlierAward, NominationPage
from ..stages import Stage
from .models import Check, CheckAnswer, Flag
from .permissions import screens

PERSONS = (Flag.Kind.PERSON, Flag.Kind.HONOURED)
#: Screening is over for these, one way or the other.
DONE = frozenset(Stage) - {Stage.DRAFT, Stage.SUBMITTED, Stage.RETURNED, Stage.WITHDRAWN}


# --- What is asked of each row --------------------------------------------------------------------------


def flags_of_row(*kinds: str):
    """The findings about the row's nomination that nobody has found to be no matter."""
    about = Q(nomination=OuterRef("pk")) | Q(other=OuterRef("pk"))
    return Flag.objects.standing().filter(about, kind__in=kinds)


def counted(rows) -> Coalesce:
    """Count the rows of a subquery."""
    number = rows.order_by().annotate(number=Func("pk", function="COUNT")).values("number")
    return Coalesce(Subquery(number, output_field=IntegerField()), 0)


def returns_of_row():
    return PageLogEntry.objects.filter(page=OuterRef("pk"), action="nominations.return")


def late(today=None) -> Q:
    """What has waited for screening longer than its campaign allows, in working days."""
    today, found = today or timezone.localdate(), Q(pk__in=[])
    for target in CampaignPage.objects.order_by().values_list("service_days", flat=True).distinct():
        midnight = timezone.make_aware(datetime.combine(overdue_since(today, target), time.min))
        found |= Q(campaign__service_days=target, stage_since__lt=midnight)
    return Q(stage=Stage.SUBMITTED) & found


def annotated(queryset):
    """Add to each row what its cells say, without a query of their own."""
    incomplete = Q(decision_number="") | Q(decision_date=None) | Q(issuer="")
    awards = EarlierAward.objects.filter(incomplete, nomination=OuterRef("pk"))
    unmet = CheckAnswer.objects.filter(nomination=OuterRef("pk"), verdict=CheckAnswer.Verdict.UNMET)
    return queryset.select_related("campaign", "assignment__screener").annotate(
        persons=counted(flags_of_row(*PERSONS)),
        rewarded=counted(flags_of_row(Flag.Kind.REWARDED)),
        copied=counted(flags_of_row(Flag.Kind.COPIED)),
        # An award without its particulars and the check that says so are one and the same gap.
        lacking=counted(awards) + counted(unmet.exclude(key=Check.Kind.AWARDS)),
        returns=counted(returns_of_row()),
    )


# --- Columns --------------------------------------------------------------------------------------------


class CandidateColumn(TitleColumn):
    cell_template_name = "nominations/screening/cells/candidate.html"


class UnitColumn(Column):
    cell_template_name = "nominations/screening/cells/unit.html"


class QueueWaitingColumn(Column):
    """Working days, and by how many the campaign's target is exceeded."""

    cell_template_name = "nominations/screening/cells/waiting.html"

    def get_cell_context_data(self, instance, parent_context):
        days = instance.days_waiting
        waits = instance.stage == Stage.SUBMITTED and days is not None
        over = max(days - instance.campaign.service_days, 0) if waits else 0
        return super().get_cell_context_data(instance, parent_context) | {"days": days, "over": over}


class WarningsColumn(Column):
    cell_template_name = "nominations/screening/cells/warnings.html"

    def get_value(self, instance):
        return ""


class ScreenerColumn(Column):
    """Who has the nomination in hand, or the button by which one takes it."""

    cell_template_name = "nominations/screening/cells/screener.html"

    def get_value(self, instance):
        return ""

    def get_cell_context_data(self, instance, parent_context):
        request = parent_context["request"]
        assignment = getattr(instance, "assignment", None)
        return super().get_cell_context_data(instance, parent_context) | {
            "screener": assignment.screener if assignment else None,
            "may_claim": assignment is None and instance.stage == Stage.SUBMITTED and screens(request.user),
            "csrf_token": get_token(request),
            "here": f"{reverse('nominations:index')}?{request.GET.urlencode()}",
        }


class StageColumn(Column):
    cell_template_name = "nominations/screening/cells/stage.html"


QUEUE_COLUMNS = [
    CandidateColumn(
        "candidate",
        label=gettext_lazy("Candidate"),
        accessor="candidate.name",
        get_url=dossier_url,
        sort_key="candidate__sort_name",
        classname="nomination-name",
    ),
    UnitColumn("unit", label=gettext_lazy("Unit and field"), accessor="unit.name", sort_key="unit__name_vi"),
    QueueWaitingColumn("days_waiting", label=gettext_lazy("Waiting"), sort_key="stage_since"),
    WarningsColumn("warnings", label=gettext_lazy("Warnings")),
    ScreenerColumn("screener", label=gettext_lazy("Screener"), sort_key="assignment__screener__last_name"),
    StageColumn("stage", label=gettext_lazy("Stage"), accessor="get_stage_display", sort_key="stage"),
]


# --- Filters --------------------------------------------------------------------------------------------


def choice(label, choices, method):
    """One thing or all, drawn as radio buttons."""
    return django_filters.ChoiceFilter(
        label=label,
        choices=choices,
        empty_label=gettext_lazy("All"),
        widget=forms.RadioSelect,
        method=method,
    )


class QueueFilters(NominationFilters):
    """Everything by which a screener narrows the queue; the address holds it all."""

    state = choice(
        gettext_lazy("Screening"),
        [("open", gettext_lazy("To be screened")), ("done", gettext_lazy("Screened"))],
        "by_state",
    )
    screener = choice(
        gettext_lazy("Screener"),
        [("me", gettext_lazy("In my hands")), ("nobody", gettext_lazy("Not assigned"))],
        "by_screener",
    )
    late = choice(gettext_lazy("Target"), [("1", gettext_lazy("Over the target"))], "only_late")
    flag = choice(
        gettext_lazy("Warnings"),
        [
            ("person", gettext_lazy("Possible duplicate")),
            ("rewarded", gettext_lazy("Already rewarded")),
            ("copied", gettext_lazy("Like another dossier")),
        ],
        "by_flag",
    )
    resubmitted = choice(
        gettext_lazy("Returned before"), [("1", gettext_lazy("Handed in again"))], "only_resubmitted"
    )

    def only_waiting(self, queryset, name, value):
        """What waits for this person: not what another screener has in hand."""
        mine = Q(assignment=None) | Q(assignment__screener=self.request.user) | ~Q(stage=Stage.SUBMITTED)
        return super().only_waiting(queryset, name, value).filter(mine)

    def by_state(self, queryset, name, value):
        return queryset.filter(stage__in=[Stage.SUBMITTED] if value == "open" else DONE)

    def by_screener(self, queryset, name, value):
        nobody = Q(assignment=None, stage=Stage.SUBMITTED)
        return queryset.filter(nobody if value == "nobody" else Q(assignment__screener=self.request.user))

    def only_late(self, queryset, name, value):
        return queryset.filter(late())

    def by_flag(self, queryset, name, value):
        kinds = PERSONS if value == "person" else (Flag.Kind(value),)
        return queryset.filter(Exists(flags_of_row(*kinds)))

    def only_resubmitted(self, queryset, name, value):
        return queryset.filter(Exists(returns_of_row()), stage=Stage.SUBMITTED)


# --- The list -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class View:
    """A view of the queue that is asked for often, with how many it holds."""

    words: str
    url: str
    count: int
    is_current: bool


class Queue(NominationIndex):
    """The list of nominations as screeners work it off, whatever has waited longest first."""

    template_name = "nominations/screening/queue.html"
    results_template_name = "nominations/screening/queue_results.html"
    columns = QUEUE_COLUMNS
    filterset_class = QueueFilters

    def get_base_queryset(self):
        return annotated(super().get_base_queryset())

    def get_valid_orderings(self):
        """Also by code and by field, which stand below another word in their cells."""
        keys = [column.sort_key for column in COLUMNS]
        return [*super().get_valid_orderings(), *keys, *(f"-{key}" for key in keys)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"queue_views": list(self.views())}

    def views(self) -> Iterator[View]:
        """The usual ways to look at the queue; counted with one query."""
        ways = {
            "open": (_("To be screened"), {"state": "open"}, Q(stage=Stage.SUBMITTED)),
            "nobody": (
                _("Not assigned"), {"screener": "nobody"}, Q(stage=Stage.SUBMITTED, assignment=None),
            ),
            "late": (_("Over the target"), {"late": "1"}, late()),
            "persons": (_("Possible duplicate"), {"flag": "person"}, Q(Exists(flags_of_row(*PERSONS)))),
            "again": (
                _("Handed in again"), {"resubmitted": "1"}, Q(Exists(returns_of_row()), stage=Stage.SUBMITTED),
            ),
            "done": (_("Screened"), {"state": "done"}, Q(stage__in=DONE)),
        }  # fmt: skip
        if screens(self.request.user):
            mine = Q(stage=Stage.SUBMITTED, assignment__screener=self.request.user)
            mine_way = (_("In my hands"), {"screener": "me", "state": "open"}, mine)
            ways = {"open": ways["open"], "mine": mine_way} | ways
        readable = NominationPage.objects.readable_by(self.request.user).handed_in().order_by()
        counts = readable.aggregate(
            **{name: Count("pk", filter=which) for name, (_w, _q, which) in ways.items()}
        )
        asked = {name: value for name, value in self.request.GET.items() if value and name != "p"}
        for name, (words, query, _which) in ways.items():
            yield View(words, reverse("nominations:index", query=query), counts[name], asked == query)
