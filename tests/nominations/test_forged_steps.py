"""Steps that somebody takes who may not, or past the way that they are taken: refused, and nothing has changed."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Revision, Task, TaskState, Workflow, WorkflowState, WorkflowTask

from home.models import OrdinaryPage
from nominations.decisions.setup import WORKFLOW
from nominations.dossiers.actions import submit_nomination
from nominations.dossiers.models import NeverPublished
from nominations.models import LeaderTask, NominationPage, ScreeningTask
from nominations.refusals import Refused, SeatTaken, StaleStep
from nominations.roles import Role
from nominations.stages import Stage
from tests import factories
from tests.nominations.snapshot import snapshot

REASON = {"reason": "Bổ sung số liệu."}
#: Every step that exists: the stage at which it is taken, its name, what it says.
STEPS = {
    "accept": (Stage.SUBMITTED, "approve", {}),
    "return by screening": (Stage.SUBMITTED, "reject", REASON),
    "approve": (Stage.ACCEPTED, "approve", factories.DECISION),
    "decline": (Stage.ACCEPTED, "decline", factories.DECISION | REASON),
    "return by the leader": (Stage.ACCEPTED, "reject", REASON),
}
WORK_OF = {Stage.SUBMITTED: Role.SCREENER, Stage.ACCEPTED: Role.LEADER}


def take(nomination, user, action, values, *, step=None, task=None):
    """Take a step by hand: any task, with any step."""
    step = step or factories.step(nomination)
    (task or step.task.specific).on_action(step, user, action, **values)


def unchanged_after(refusal, function, *arguments, **values):
    """Call a function that must refuse; prove that no row has changed."""
    before = snapshot()
    with pytest.raises(refusal) as refused:
        function(*arguments, **values)
    assert snapshot() == before
    return refused.value


def strangers(nomination) -> dict:
    """Everybody who may not take the nomination's present step."""
    its_work = WORK_OF[nomination.stage]
    reviewers = {Role.SCREENER, Role.LEADER}
    own = factories.person(*reviewers)
    factories.member_of(own, nomination.unit)
    gone = factories.person(*reviewers)
    gone.is_active = False
    gone.save()
    submitter = nomination.submitted_by
    submitter.groups.add(*(factories.group_of(role) for role in reviewers))
    people = {role.name: factories.person(role) for role in Role if role != its_work}
    return people | {
        "superuser": factories.superuser(),
        "superuser who is a reviewer": factories.person(*reviewers, is_superuser=True),
        "reviewer of the nominating unit": own,
        "submitter who became a reviewer": type(submitter).objects.get(pk=submitter.pk),
        "reviewer who has left": gone,
        "officer of another unit": factories.officer(),
        "head of the unit": factories.head(nomination.unit),
    }


@pytest.mark.parametrize("name", STEPS)
def test_nobody_takes_a_step_that_is_not_theirs(name):
    stage, action, values = STEPS[name]
    nomination = factories.nomination(stage)

    for who, person in strangers(nomination).items():
        refusal = unchanged_after(PermissionDenied, take, nomination, person, action, values)
        assert type(refusal) is PermissionDenied, who
        assert factories.step(nomination).task.specific.get_actions(nomination, person) == [], who


@pytest.mark.parametrize("name", STEPS)
def test_the_right_person_takes_it(name):
    stage, action, values = STEPS[name]
    nomination = factories.nomination(stage)

    take(nomination, factories.person(WORK_OF[stage]), action, values)

    nomination.refresh_from_db()
    assert nomination.stage != stage


@pytest.mark.parametrize("action", ["approve", "decline", "reject"])
def test_whoever_accepted_does_not_decide(action):
    both = factories.person(Role.SCREENER, Role.LEADER)
    nomination = factories.nomination(Stage.ACCEPTED, screener=both)

    unchanged_after(PermissionDenied, take, nomination, both, action, {})


def test_whoever_accepted_an_earlier_text_does_not_decide_on_a_later_one():
    both = factories.person(Role.SCREENER, Role.LEADER)
    nomination = factories.nomination(Stage.ACCEPTED, screener=both)
    factories.act(nomination, factories.leader(), "reject", **REASON)
    submit_nomination(nomination=nomination, user=nomination.submitted_by)
    factories.act(nomination, factories.screener(), "approve")

    unchanged_after(PermissionDenied, take, nomination, both, "approve", factories.DECISION)


@pytest.mark.parametrize("action", ["approve", "reject", "publish", "cancel", "decline", "", "perform"])
def test_only_the_actions_of_the_step_exist(action, screener):
    nomination = factories.nomination(Stage.SUBMITTED)
    if action in ("approve", "reject"):
        action += " "

    unchanged_after(PermissionDenied, take, nomination, screener, action, {})


def test_a_step_is_taken_once(screener):
    nomination = factories.nomination(Stage.SUBMITTED)
    step = factories.step(nomination)
    take(nomination, screener, "approve", {}, step=step)

    for action in ("approve", "reject"):
        unchanged_after(StaleStep, take, nomination, factories.screener(), action, REASON, step=step)


def test_a_step_of_an_earlier_round_is_over(screener):
    nomination = factories.nomination(Stage.SUBMITTED)
    step = factories.step(nomination)
    take(nomination, screener, "reject", REASON, step=step)
    submit_nomination(nomination=nomination, user=nomination.submitted_by)

    unchanged_after(StaleStep, take, nomination, screener, "approve", {}, step=step)


def test_a_step_about_an_older_text_is_stale(screener):
    nomination = factories.nomination(Stage.SUBMITTED)
    nomination.get_latest_revision_as_object().save_revision(clean=False)

    unchanged_after(StaleStep, take, nomination, screener, "approve", {})


@pytest.mark.parametrize("action", ["approve", "decline", "reject"])
def test_the_leaders_task_takes_no_step_of_screening(action, leader):
    nomination = factories.nomination(Stage.SUBMITTED)

    unchanged_after(
        StaleStep, take, nomination, leader, action, factories.DECISION, task=LeaderTask.objects.get()
    )


def test_the_screening_task_takes_no_step_of_the_leader(screener):
    nomination = factories.nomination(Stage.ACCEPTED)

    unchanged_after(StaleStep, take, nomination, screener, "approve", {}, task=ScreeningTask.objects.get())


def test_a_step_taken_in_memory_counts_for_nothing(leader):
    """The step is read again under the lock: what the object says of itself is not believed."""
    nomination = factories.nomination(Stage.SUBMITTED)
    step = factories.step(nomination)
    step.task = LeaderTask.objects.get()

    unchanged_after(StaleStep, take, nomination, leader, "approve", factories.DECISION, step=step)


def test_one_nominations_step_does_not_move_another(screener):
    mine, other = factories.nomination(Stage.SUBMITTED), factories.nomination(Stage.SUBMITTED)
    step = factories.step(mine)
    step.workflow_state = factories.step(other).workflow_state

    unchanged_after(StaleStep, take, other, screener, "approve", {}, step=step)


def test_a_step_of_an_ordinary_page_is_not_ours(screener, portal):
    page = portal.add_child(instance=OrdinaryPage(title="Giới thiệu", slug="gioi-thieu", live=False))
    page.save_revision()
    state = Workflow.objects.get(name=WORKFLOW).start(page, screener)

    unchanged_after(StaleStep, take, page, screener, "approve", {}, step=state.current_task_state.specific)


# --- The review as it is configured ---------------------------------------------------------------------


def test_a_step_that_is_switched_off_lets_nothing_through(screener):
    nomination = factories.nomination(Stage.SUBMITTED)
    Task.objects.filter(pk=ScreeningTask.objects.get().pk).update(active=False)

    unchanged_after(StaleStep, take, nomination, screener, "approve", {})


@pytest.mark.parametrize("task", [ScreeningTask, LeaderTask])
@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.ACCEPTED])
def test_a_task_cannot_be_switched_off_under_a_nomination(task, stage):
    nomination = factories.nomination(stage)
    task = task.objects.get()
    if factories.step(nomination).task_id != task.pk:
        task.deactivate()
        assert factories.step(nomination).task_id != task.pk
        return

    unchanged_after(PermissionDenied, task.deactivate, user=factories.superuser())


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.ACCEPTED])
def test_the_workflow_cannot_be_switched_off_under_a_nomination(stage):
    factories.nomination(stage)

    unchanged_after(
        PermissionDenied, Workflow.objects.get(name=WORKFLOW).deactivate, user=factories.superuser()
    )


def without_tasks():
    WorkflowTask.objects.all().delete()


def without_screening():
    WorkflowTask.objects.filter(task=ScreeningTask.objects.get().pk).delete()


def without_leader():
    WorkflowTask.objects.filter(task=LeaderTask.objects.get().pk).delete()


def leader_switched_off():
    Task.objects.filter(pk=LeaderTask.objects.get().pk).update(active=False)


def screening_switched_off():
    Task.objects.filter(pk=ScreeningTask.objects.get().pk).update(active=False)


def both_switched_off():
    Task.objects.update(active=False)


def workflow_switched_off():
    Workflow.objects.update(active=False)


@pytest.mark.parametrize(
    "harm",
    [without_tasks, leader_switched_off, screening_switched_off, both_switched_off, workflow_switched_off],
)
def test_a_review_that_is_not_whole_takes_nothing_in(harm):
    nomination = factories.nomination()
    harm()

    unchanged_after(Refused, submit_nomination, nomination=nomination, user=factories.officer_of(nomination))


@pytest.mark.parametrize("harm", [without_tasks, without_leader, leader_switched_off])
def test_screening_alone_recognises_nobody(harm, screener):
    nomination = factories.nomination(Stage.SUBMITTED)
    harm()

    unchanged_after((Refused, PermissionDenied), take, nomination, screener, "approve", {})


def test_the_leader_alone_recognises_nobody(leader):
    without_screening()
    nomination = factories.nomination(Stage.SUBMITTED)

    unchanged_after(Refused, take, nomination, leader, "approve", factories.DECISION)


def test_an_approval_that_was_never_given_recognises_nobody(leader):
    """Even a screening that was written past the step must be on the present text."""
    nomination = factories.nomination(Stage.ACCEPTED)
    TaskState.objects.filter(status="approved").update(revision=Revision.objects.order_by("pk").first())

    unchanged_after(StaleStep, take, nomination, leader, "approve", factories.DECISION)


# --- Past the steps -------------------------------------------------------------------------------------


def state_of(nomination) -> WorkflowState:
    return WorkflowState.objects.for_instance(nomination).get()


PAST_THE_STEPS = {
    "approve the step": lambda n, user: factories.step(n).approve(user=user),
    "reject the step": lambda n, user: factories.step(n).reject(user=user),
    "cancel the step": lambda n, user: factories.step(n).cancel(user=user),
    "cancel the workflow": lambda n, user: state_of(n).cancel(user=user),
    "finish the workflow": lambda n, user: state_of(n).finish(user=user),
    "start it again": lambda n, user: Workflow.objects.get(name=WORKFLOW).start(n, user),
    "Wagtail's own step": lambda n, user: Task.on_action(
        factories.step(n).task, factories.step(n), user, "approve"
    ),
}


@pytest.mark.parametrize("way", PAST_THE_STEPS)
@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.ACCEPTED])
def test_wagtails_own_ways_do_not_move_a_nomination(way, stage):
    nomination = factories.nomination(stage)

    with pytest.raises(Exception) as refused:  # noqa: PT011  (Wagtail has words of its own for a second workflow)
        unchanged = snapshot()
        PAST_THE_STEPS[way](nomination, factories.superuser())
    assert snapshot() == unchanged
    assert refused.type.__name__ in ("StaleStep", "ValidationError", "Refused")


def test_a_returned_nomination_is_not_resumed_past_its_unit():
    nomination = factories.nomination(Stage.RETURNED)

    unchanged_after(StaleStep, state_of(nomination).resume, user=factories.superuser())


# --- Publishing -----------------------------------------------------------------------------------------

WAYS_TO_PUBLISH = {
    "the revision": lambda n: n.get_latest_revision().publish(),
    "the revision, scheduled": lambda n: n.get_latest_revision().publish(
        log_action="wagtail.publish.scheduled"
    ),
    "the page": lambda n: n.publish(n.get_latest_revision()),
    "the page, past its permissions": lambda n: n.specific.publish(
        n.get_latest_revision(), skip_permission_checks=True
    ),
}


@pytest.mark.parametrize("way", WAYS_TO_PUBLISH)
@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.APPROVED])
def test_a_nomination_is_never_published(way, stage):
    nomination = factories.nomination(stage)

    unchanged_after(NeverPublished, WAYS_TO_PUBLISH[way], nomination)


def test_a_schedule_written_past_everything_publishes_nothing():
    nomination = factories.nomination(Stage.APPROVED)
    due = timezone.now() - timedelta(minutes=5)
    Revision.objects.filter(pk=nomination.latest_revision_id).update(approved_go_live_at=due)

    unchanged_after(NeverPublished, call_command, "publish_scheduled")


@pytest.mark.parametrize("update_fields", [None, ["live"], ["title", "live"]])
def test_saving_never_makes_a_nomination_live(update_fields):
    nomination = factories.nomination()
    nomination.live = True

    nomination.save(update_fields=update_fields)

    assert not NominationPage.objects.get(pk=nomination.pk).live


def test_an_old_revision_brings_no_old_stage_back():
    nomination = factories.nomination()
    old = nomination.get_latest_revision()
    submit_nomination(nomination=nomination, user=factories.officer_of(nomination))

    old.as_object().save()

    assert NominationPage.objects.get(pk=nomination.pk).stage == Stage.SUBMITTED


def test_the_last_seat_is_given_once(leader):
    field = factories.field()
    campaign = factories.campaign(quotas={field: 1})
    first, second = (factories.nomination(Stage.ACCEPTED, campaign=campaign, field=field) for _ in range(2))
    take(first, leader, "approve", factories.DECISION)

    unchanged_after(SeatTaken, take, second, leader, "approve", factories.DECISION)


def test_a_field_without_a_quota_has_no_seat(leader):
    nomination = factories.nomination(Stage.ACCEPTED)
    nomination.campaign.quotas.all().delete()

    unchanged_after(SeatTaken, take, nomination, leader, "approve", factories.DECISION)
