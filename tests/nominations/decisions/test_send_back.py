"""Back to the council with a reason: the council reads it and must decide again before the leader can."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from wagtail.models import Task, TaskState, WorkflowState

from nominations.council.actions.passing import select_nomination
from nominations.decisions.actions.handing_over import complete_approval
from nominations.decisions.integrity import standing_problems
from nominations.dossiers.history import history_of
from nominations.dossiers.parts import parts_of
from nominations.models import ConsultationTask, CouncilTask, LeaderTask, ScreeningTask
from nominations.refusals import Refused, StaleStep
from nominations.stages import Stage
from nominations.workspace.history import unit_history
from tests import factories
from tests.nominations.snapshot import snapshot

from .conftest import DECIDED, stages

REASON = "Đề nghị xem lại thành tích năm 2022."


@pytest.fixture
def sent_back(leader):
    nomination = factories.nomination(Stage.ACCEPTED)
    factories.act(nomination, leader, "send_back", reason=REASON)
    return nomination


def test_the_nomination_stands_before_the_council_again(sent_back):
    assert stages(sent_back) == [Stage.COUNCIL]
    assert factories.step(sent_back).task.specific_class is CouncilTask
    assert list(standing_problems()) == []


def test_the_leaders_step_is_over_and_keeps_the_reason(sent_back, leader):
    state = TaskState.objects.filter(task=LeaderTask.objects.get().pk).get()

    assert (state.status, state.comment, state.finished_by) == ("cancelled", REASON, leader)


def test_reviewers_and_council_read_the_reason(sent_back, leader):
    assert next(event.remark for event in history_of(sent_back)) == REASON
    [part] = [
        part
        for part in parts_of(sent_back, factories.secretary(), aside=False)
        if "sent_back" in part["template"]
    ]
    assert (part["context"]["reason"], part["context"]["person"]) == (REASON, leader.get_username())


def test_the_unit_does_not(sent_back):
    last = unit_history(sent_back)[-1]

    assert (last.words, last.reason, last.person) == ("Sent back to the council", "", "")


def test_the_leader_cannot_decide_before_the_council_has(sent_back, leader):
    """Neither by the step that was sent back, nor by the council's, nor by a leader's task of one's own."""
    old = TaskState.objects.filter(task=LeaderTask.objects.get().pk).get().specific
    council, other = factories.step(sent_back), factories.leader()
    before = snapshot()

    for step in (old, council):
        with pytest.raises(StaleStep):
            LeaderTask.objects.get().on_action(step, other, "approve", **DECIDED)
        with pytest.raises(PermissionDenied):
            step.task.specific.on_action(step, leader, "approve", **DECIDED)
    assert snapshot() == before


def test_the_earlier_word_of_the_council_does_not_count(sent_back, leader):
    """Even if the workflow were finished by force: the council's last word is no approval."""
    state = WorkflowState.objects.for_instance(sent_back).get()
    TaskState.objects.filter(task=LeaderTask.objects.get().pk).update(status="approved")
    required = (ScreeningTask, ConsultationTask, CouncilTask, LeaderTask)

    with pytest.raises(Refused, match="lacks a required step"):
        complete_approval(state, user=leader, required=required)


def test_once_the_council_has_decided_again_the_same_leader_may(sent_back, leader):
    factories.selected(sent_back)
    assert stages(sent_back) == [Stage.ACCEPTED]

    factories.act(sent_back, leader, "approve", **DECIDED)

    assert stages(sent_back) == [Stage.APPROVED]
    assert list(standing_problems()) == []


def test_the_council_may_leave_it_this_time(sent_back):
    factories.selected(sent_back, "lost")

    assert stages(sent_back) == [Stage.DECLINED]
    assert list(standing_problems()) == []


def test_it_may_go_back_more_than_once(sent_back, leader):
    factories.selected(sent_back)
    factories.act(sent_back, leader, "send_back", reason="Một lần nữa.")

    assert stages(sent_back) == [Stage.COUNCIL]
    assert list(standing_problems()) == []


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_without_a_reason_it_stays(reason, leader):
    nomination = factories.nomination(Stage.ACCEPTED)

    with pytest.raises(ValidationError):
        factories.act(nomination, leader, "send_back", reason=reason)

    assert stages(nomination) == [Stage.ACCEPTED]


def test_a_workflow_without_the_councils_step_refuses(leader):
    nomination = factories.nomination(Stage.ACCEPTED)
    Task.objects.filter(pk=CouncilTask.objects.get().pk).update(active=False)
    before = snapshot()

    with pytest.raises(Refused, match="lacks a required step"):
        factories.act(nomination, leader, "send_back", reason=REASON)
    assert snapshot() == before


def test_the_council_cannot_select_what_stands_elsewhere(leader, secretary):
    nomination = factories.nomination(Stage.ACCEPTED)

    with pytest.raises(StaleStep):
        select_nomination(nomination=nomination, user=secretary)


@pytest.mark.parametrize(
    "role",
    ["screener", "secretary", "council_member", "editor", "auditor", "administrator", "superuser", "officer"],
)
def test_nobody_but_a_leader_sends_back(role):
    nomination, person = factories.nomination(Stage.ACCEPTED), getattr(factories, role)()
    before = snapshot()

    with pytest.raises(PermissionDenied):
        factories.act(nomination, person, "send_back", reason=REASON)
    assert snapshot() == before
