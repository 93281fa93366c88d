"""Does every nomination stand where its workflow, its decision and its seat say that it stands?

Reads all rows at a constant number of queries and changes nothing.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.contenttypes.models import ContentType
from wagtail.models import TaskState, WorkflowState

from exemplars.models import Approval

from ..campaigns.models import Quota
from ..dossiers.models import NominationPage
from ..screening.tasks import ScreeningTask
from ..stages import Stage
from .models import Decision, Seat
from .rules import Standing, Step, breaches
from .tasks import LeaderTask

STEPS = {ScreeningTask: Step.SCREENING, LeaderTask: Step.LEADER}


def standing_problems() -> Iterator[str]:
    """Yield a line for every nomination whose rows contradict one another."""
    records = Records()
    for row in NominationPage.objects.order_by("title").values(
        "pk", "title", "stage", "live", "campaign_id", "field_id", "latest_revision_id"
    ):
        yield from (f"{row['title']}: {breach}" for breach in breaches(records.standing(row)))


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
        self.seats = {row["nomination_id"]: row for row in Seat.objects.values()}
        self.quotas = {
            (campaign, its): seats
            for campaign, its, seats in Quota.objects.values_list("campaign_id", "field_id", "seats")
        }
        self.approvals = set(Approval.objects.values_list("reference", flat=True))

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
            seat=self.seat_of(nomination),
            approval=nomination["title"] in self.approvals,
        )

    def seat_of(self, nomination: dict) -> bool | None:
        """Say whether the nomination's seat is one that its campaign has in its field; None without a seat."""
        seat = self.seats.get(nomination["pk"])
        if seat is None:
            return None
        its = (nomination["campaign_id"], nomination["field_id"])
        return (seat["campaign_id"], seat["field_id"]) == its and seat["number"] <= self.quotas.get(its, 0)
