"""Steps that somebody takes who may not, or past the way that they are taken: refused, and nothing has changed."""

from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from itertools import product

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Revision, Task, TaskState, Workflow, WorkflowState, WorkflowTask

from home.models import OrdinaryPage
from nominations.council.actions.passing import hold_in_reserve, leave_unselected, select_nomination
from nominations.decisions.setup import WORKFLOW
from nominations.dossiers.actions import submit_nomination
from nominations.dossiers.models import NeverPublished
from nominations.models import ConsultationTask, CouncilTask, LeaderTask, NominationPage, ScreeningTask
from nominations.refusals import Refused, SeatTaken, StaleStep
from nominations.roles import Role
from nominations.screening.actions.handling import refer_nomination
from nominations.stages import UNDER_REVIEW, Stage
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
#: The stages at which nobody takes a step by hand: the days of consultation end it, or a ballot does.
BY_NOBODY = (Stage.CONSULTATION, Stage.COUNCIL, Stage.RESERVE)
#: Where a nomination stands at each step of the review.
TASKS = (ScreeningTask, ConsultationTask, CouncilTask, LeaderTask)
WAITS = (*((task, stage) for task in TASKS for stage in sorted(task.waits_at)),)


def take(nomination, user, action, values, *, step=None, task=None):
    """Take a step by hand: any task, with any step."""
    step = step or factories.step(nomination)
    (task or step.task.specific).on_action(step, user, action, **values)


@contextmanager
def nothing_changes():
    """Prove that no row is another after the block."""
    before = snapshot()
    yield
    assert snapshot() == before


def unchanged_after(refusal, function, *arguments, **values):
    """Call a function that must refuse; prove that no row has changed."""
    with nothing_changes(), pytest.raises(refusal) as refused:
        function(*arguments, **values)
    return refused.value


def strangers(nomination) -> dict:
    """Everybody who may not take the nomination's present step."""
    its_work = WORK_OF.get(nomination.stage)
    reviewers = {Role.SCREENER, Role.SECRETARY, Role.MEMBER, Role.LEADER}
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

    people = strangers(nomination)
    with nothing_changes():
        for who, person in people.items():
            with pytest.raises(PermissionDenied) as refused:
                take(nomination, person, action, values)
            assert refused.type is PermissionDenied, who
    for who, person in people.items():
        assert factories.step(nomination).task.specific.get_actions(nomination, person) == [], who


@pytest.mark.parametrize("name", STEPS)
def test_the_right_person_takes_it(name):
    stage, action, values = STEPS[name]
    nomination = factories.nomination(stage)

    take(nomination, factories.person(WORK_OF[stage]), action, values)

    nomination.refresh_from_db()
    assert nomination.stage != stage


@pytest.mark.parametrize("stage", BY_NOBODY)
def test_consultation_and_the_ballot_are_nobodys_to_pass(stage):
    nomination = factories.nomination(stage)

    people = strangers(nomination)
    with nothing_changes():
        for (who, person), action in product(people.items(), ("approve", "reject", "decline", "perform")):
            with pytest.raises(PermissionDenied) as refused:
                take(nomination, person, action, {})
            assert refused.type is PermissionDenied, who
    for who, person in people.items():
        assert factories.step(nomination).task.specific.get_actions(nomination, person) == [], who
        assert not NominationPage.objects.awaiting(person).exists(), who


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
    second = factories.screener()
    refer_nomination(nomination=nomination, user=second, screener=second)
    factories.act(nomination, second, "approve")

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


@pytest.mark.parametrize(("task", "stage"), WAITS)
def test_no_task_takes_the_step_of_another(task, stage):
    nomination = factories.nomination(stage)
    everybody = factories.person(Role.SCREENER, Role.SECRETARY, Role.LEADER)

    with nothing_changes():
        for other, action in product(TASKS, ("approve", "decline", "reject")):
            if other is not task:
                with pytest.raises(StaleStep):
                    take(nomination, everybody, action, factories.DECISION, task=other.objects.get())


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


#: What lets a nomination through at each of its stages, and who may.
PASSING = {
    Stage.SUBMITTED: (Role.SCREENER, lambda n, user: take(n, user, "approve", {})),
    Stage.CONSULTATION: (Role.SCREENER, lambda n, user: factories.consulted(n)),
    Stage.COUNCIL: (Role.SECRETARY, lambda n, user: select_nomination(nomination=n, user=user)),
    Stage.RESERVE: (Role.SECRETARY, lambda n, user: select_nomination(nomination=n, user=user)),
    Stage.ACCEPTED: (Role.LEADER, lambda n, user: take(n, user, "approve", factories.DECISION)),
}


def is_not_passed(refusal, nomination):
    """Prove that a nomination stays where it is, whoever tries to let it through."""
    role, let_through = PASSING[nomination.stage]
    unchanged_after(refusal, let_through, nomination, factories.person(role))


def switch_off(*tasks):
    """Switch steps off behind the admin, which would refuse it while nominations stand there."""
    Task.objects.filter(pk__in=[task.objects.get().pk for task in tasks]).update(active=False)


def take_out(task):
    WorkflowTask.objects.filter(task=task.objects.get().pk).delete()


@pytest.mark.parametrize(("task", "stage"), WAITS)
def test_a_step_that_is_switched_off_lets_nothing_through(task, stage):
    nomination = factories.nomination(stage)
    switch_off(task)

    is_not_passed(StaleStep, nomination)


@pytest.mark.parametrize("ending", [hold_in_reserve, leave_unselected])
def test_a_council_that_is_switched_off_ends_nothing(ending):
    nomination, secretary = factories.nomination(Stage.COUNCIL), factories.secretary()
    switch_off(CouncilTask)

    unchanged_after(StaleStep, ending, nomination=nomination, user=secretary)


@pytest.mark.parametrize("harm", [switch_off, take_out])
@pytest.mark.parametrize(("before", "missing"), list(zip(TASKS, TASKS[1:], strict=False)))
def test_no_step_is_passed_by(harm, before, missing):
    """With the next step switched off or taken out, nothing is let through to the one after it."""
    for stage in sorted(before.waits_at):
        nomination = factories.nomination(stage)
        with transaction.atomic():
            harm(missing)
            is_not_passed((StaleStep, Refused), nomination)
            transaction.set_rollback(True)


def test_consultation_that_is_waived_is_passed_and_not_skipped(screener):
    """A campaign without public consultation still has the step, approved in its own name."""
    nomination = factories.nomination(Stage.SUBMITTED)

    take(nomination, screener, "approve", {})

    steps = TaskState.objects.filter(workflow_state__in=WorkflowState.objects.for_instance(nomination))
    assert [(step.task.specific_class, step.status) for step in steps.order_by("pk")] == [
        (ScreeningTask, "approved"), (ConsultationTask, "approved"), (CouncilTask, "in_progress"),
    ]  # fmt: skip
    assert not steps.filter(task=ConsultationTask.objects.get(), finished_by__isnull=False).exists()


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("stage", sorted(UNDER_REVIEW))
def test_a_task_cannot_be_switched_off_under_a_nomination(task, stage):
    nomination = factories.nomination(stage)
    task = task.objects.get()
    if factories.step(nomination).task_id != task.pk:
        task.deactivate()
        assert factories.step(nomination).task_id != task.pk
        return

    unchanged_after(PermissionDenied, task.deactivate, user=factories.superuser())


@pytest.mark.parametrize("stage", sorted(UNDER_REVIEW))
def test_the_workflow_cannot_be_switched_off_under_a_nomination(stage):
    factories.nomination(stage)

    unchanged_after(
        PermissionDenied, Workflow.objects.get(name=WORKFLOW).deactivate, user=factories.superuser()
    )


def without_tasks():
    WorkflowTask.objects.all().delete()


def all_switched_off():
    Task.objects.update(active=False)


def workflow_switched_off():
    Workflow.objects.update(active=False)


def in_another_order():
    for order, row in enumerate(WorkflowTask.objects.order_by("-sort_order")):
        WorkflowTask.objects.filter(pk=row.pk).update(sort_order=order)


def with_a_step_of_wagtails():
    task = GroupApprovalTask.objects.create(name="Duyệt nhanh", active=True)
    WorkflowTask.objects.create(workflow=Workflow.objects.get(name=WORKFLOW), task=task, sort_order=9)


HARMS = {
    "without tasks": without_tasks,
    "all switched off": all_switched_off,
    "workflow switched off": workflow_switched_off,
    "in another order": in_another_order,
    "with a step of Wagtail's": with_a_step_of_wagtails,
    **{f"{task.__name__} switched off": partial(switch_off, task) for task in TASKS},
    **{f"{task.__name__} taken out": partial(take_out, task) for task in TASKS},
}


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.RETURNED])
def test_a_review_that_is_not_whole_takes_nothing_in(harm, stage):
    nomination = factories.nomination(stage)
    HARMS[harm]()

    refusal = unchanged_after(
        Refused, submit_nomination, nomination=nomination, user=factories.officer_of(nomination)
    )

    assert "chưa được thiết lập" in str(refusal)


@pytest.mark.parametrize("task", [ScreeningTask, ConsultationTask, CouncilTask])
def test_an_approval_that_was_never_given_recognises_nobody(task, leader):
    """Even where the nomination already waits for the leader, every step must have approved the present text."""
    nomination = factories.nomination(Stage.ACCEPTED)
    earlier = Revision.objects.order_by("pk").first()
    TaskState.objects.filter(status="approved", task=task.objects.get()).update(revision=earlier)

    unchanged_after((Refused, StaleStep), take, nomination, leader, "approve", factories.DECISION)


# --- Past the steps -------------------------------------------------------------------------------------


def state_of(nomination) -> WorkflowState:
    return WorkflowState.objects.for_instance(nomination).get()


def skip(step):
    step.status = TaskState.STATUS_SKIPPED
    step.save()


PAST_THE_STEPS = {
    "approve the step": lambda n, user: factories.step(n).approve(user=user),
    "reject the step": lambda n, user: factories.step(n).reject(user=user),
    "cancel the step": lambda n, user: factories.step(n).cancel(user=user),
    "cancel the workflow": lambda n, user: state_of(n).cancel(user=user),
    "finish the workflow": lambda n, user: state_of(n).finish(user=user),
    "skip the step": lambda n, user: skip(factories.step(n)),
    "resume it": lambda n, user: state_of(n).resume(user=user),
    "start it again": lambda n, user: Workflow.objects.get(name=WORKFLOW).start(n, user),
    "Wagtail's own step": lambda n, user: Task.on_action(
        factories.step(n).task, factories.step(n), user, "approve"
    ),
}


@pytest.mark.parametrize("way", PAST_THE_STEPS)
@pytest.mark.parametrize("stage", sorted(UNDER_REVIEW))
def test_wagtails_own_ways_do_not_move_a_nomination(way, stage):
    nomination, root = factories.nomination(stage), factories.superuser()

    with pytest.raises(Exception) as refused:  # noqa: PT011  (Wagtail has words of its own for a second workflow)
        unchanged = snapshot()
        PAST_THE_STEPS[way](nomination, root)
    assert snapshot() == unchanged
    assert refused.type.__name__ in ("StaleStep", "ValidationError", "Refused", "PermissionDenied")


@pytest.mark.parametrize("stage", sorted(UNDER_REVIEW))
def test_asking_the_workflow_to_go_on_moves_nothing(stage):
    nomination, root = factories.nomination(stage), factories.superuser()
    state, unchanged = state_of(nomination), snapshot()

    state.update(user=root, next_task=state.get_next_task())

    assert snapshot() == unchanged


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
@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.CONSULTATION, Stage.APPROVED])
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
