"""Does every nomination stand where its workflow, its decision and its seat say that it stands, and did
the reserves move up in their order?

Reads all rows at a constant number of queries and changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from wagtail.models import TaskState, WorkflowState

from exemplars.models import Approval

from ..campaigns.models import Quota
from ..consultation.tasks import ConsultationTask
from ..council.models import AgendaItem
from ..council.tasks import CouncilTask
from ..dossiers.models import NominationPage
from ..screening.tasks import ScreeningTask
from ..stages import Stage
from .models import Decision, Revocation, Seat
from .rules import Reserve, Standing, Step, breaches, passed_over
from .tasks import LeaderTask

STEPS = {
    ScreeningTask: Step.SCREENING,
    ConsultationTask: Step.CONSULTATION,
    CouncilTask: Step.COUNCIL,
    LeaderTask: Step.LEADER,
}


def standing_problems() -> Iterator[str]:
    """Yield a line for every nomination whose rows contradict one another."""
    records = Records()
    for row in NominationPage.objects.order_by("title").values(
        "pk", "title", "stage", "live", "campaign_id", "field_id", "latest_revision_id"
    ):
        yield from (f"{row['title']}: {breach}" for breach in breaches(records.standing(row)))


#: Where a reserve stands that has moved up.
MOVED_UP = frozenset({Stage.ACCEPTED, Stage.APPROVED, Stage.REVOKED})


def reserve_problems() -> Iterator[str]:
    """Yield a line for every reserve that moved up while one with a lower number stayed behind."""
    waiting, promoted, codes = defaultdict(list), defaultdict(list), {}
    for item in latest_reserves():
        nomination = item.nomination
        codes[nomination.pk] = nomination.title
        field, reserve = (
            (nomination.campaign_id, nomination.field_id),
            Reserve(item.reserve_number, nomination.pk),
        )
        if nomination.stage == Stage.RESERVE:
            waiting[field].append(reserve)
        elif nomination.stage in MOVED_UP:
            promoted[field].append(reserve)
    for field in sorted(promoted):
        for one, first in passed_over(waiting[field], promoted[field]):
            yield (
                f"{codes[one.nomination]}: moved up as reserve {one.number}, "
                f"but {codes[first.nomination]}, reserve {first.number}, still waits"
            )


def latest_reserves() -> list[AgendaItem]:
    """Return the council's latest word on every nomination of which it was to hold it in reserve."""
    items = AgendaItem.objects.exclude(result="").order_by("pk").select_related("nomination")
    columns = ("result", "reserve_number", "nomination__title", "nomination__stage")
    own = ("nomination__campaign_id", "nomination__field_id")
    latest = {item.nomination_id: item for item in items.only(*columns, *own)}
    return [item for item in latest.values() if item.result == AgendaItem.Result.RESERVE]


@dataclass
class Records:
    """Everything that was written about nominations, by nomination; each kind read with one query."""

    workflows: dict[int, list[dict]] = field(default_factory=lambda: defaultdict(list))
    steps: dict[int, list[dict]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self):
        kind = ContentType.objects.get_for_model(NominationPage)
        self.step_of = {ContentType.objects.get_for_model(task).pk: step for task, step in STEPS.items()}
        for row in WorkflowState.objects.filter(content_type=kind).order_by("pk").values():
            self.workflows[int(row["object_id"])].append(row)
        states = TaskState.objects.filter(workflow_state__content_type=kind).order_by("pk")
        for row in states.values(
            "pk",
            "status",
            "revision_id",
            "task__content_type_id",
            "task__active",
            "workflow_state__object_id",
        ):
            self.steps[int(row["workflow_state__object_id"])].append(row)
        self.outcomes = dict(Decision.objects.values_list("nomination_id", "outcome"))
        self.council = dict(
            AgendaItem.objects.exclude(result="").order_by("pk").values_list("nomination_id", "result")
        )
        self.revoked = set(Revocation.objects.values_list("nomination_id", flat=True))
        self.seats = {row["nomination_id"]: row for row in Seat.objects.values()}
        self.quotas = {
            (campaign, its): seats
            for campaign, its, seats in Quota.objects.values_list("campaign_id", "field_id", "seats")
        }
        self.approvals = dict(Approval.objects.values_list("reference", "revoked_on"))

    def standing(self, nomination: dict) -> Standing:
        """Gather what the rule of agreement asks about one nomination."""
        workflows, steps = self.workflows[nomination["pk"]], self.steps[nomination["pk"]]
        last = workflows[-1] if workflows else {"status": None, "current_task_state_id": None}
        current = next((step for step in steps if step["pk"] == last["current_task_state_id"]), None)
        on_latest = [step for step in steps if step["revision_id"] == nomination["latest_revision_id"]]
        return Standing(
            stage=Stage(nomination["stage"]),
            live=nomination["live"],
            workflow=last["status"],
            earlier_workflows=tuple(row["status"] for row in workflows[:-1]),
            step=current and self.step_of.get(current["task__content_type_id"]),
            step_status=current and current["status"],
            step_on_latest=current in on_latest,
            step_active=current is not None and current["task__active"],
            open_steps=sum(step["status"] == TaskState.STATUS_IN_PROGRESS for step in steps),
            approved=frozenset(
                self.step_of.get(step["task__content_type_id"])
                for step in on_latest
                if step["status"] == TaskState.STATUS_APPROVED
            ),
            decision=self.outcomes.get(nomination["pk"]),
            council=self.council.get(nomination["pk"]),
            revoked=nomination["pk"] in self.revoked,
            seat=self.seat_of(nomination),
            approval=nomination["title"] in self.approvals,
            approval_revoked=self.approvals.get(nomination["title"]) is not None,
        )

    def seat_of(self, nomination: dict) -> bool | None:
        """Say whether the nomination's seat is one that its campaign has in its field; None without a seat."""
        seat = self.seats.get(nomination["pk"])
        if seat is None:
            return None
        its = (nomination["campaign_id"], nomination["field_id"])
        return (seat["campaign_id"], seat["field_id"]) == its and seat["number"] <= self.quotas.get(its, 0)
