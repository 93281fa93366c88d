"""The leader's decision on one nomination; called by the workflow, under its locks."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Task, TaskState
from wagtail.signals import task_cancelled

from ...council.tasks import CouncilTask
from ...dossiers import notices
from ...dossiers.actions import move_to
from ...dossiers.models import NominationPage
from ...refusals import Refused, SeatTaken
from ...stages import Move
from ..models import Decision, Seat
from ..rules import free_seat


def approve_nomination(
    *,
    nomination: NominationPage,
    task_state: TaskState,
    user,
    comment: str = "",
    **signed,
) -> None:
    """Recognise the candidate: take a seat, store the decision, and let the workflow finish.

    ``signed`` is the decision's number, date and signatory, as ``record_decision`` takes them.
    Raises SeatTaken when the field's seats are all given; nothing has changed then.
    """
    take_seat(nomination)
    decision = record_decision(nomination, Decision.Outcome.APPROVED, user=user, reason=comment, **signed)
    move_to(
        nomination, Move.APPROVE, user=user, data={"decision": decision.number, "task_state": task_state.pk}
    )
    task_state.approve(user=user, comment=comment)
    notices.decided(nomination)


def decline_nomination(
    *,
    nomination: NominationPage,
    task_state: TaskState,
    user,
    reason: str,
    **signed,
) -> None:
    """Decide against the candidate, as ``signed``; the workflow ends here, cancelled."""
    decision = record_decision(nomination, Decision.Outcome.DECLINED, user=user, reason=reason, **signed)
    move_to(
        nomination, Move.DECLINE, user=user, data={"decision": decision.number, "task_state": task_state.pk}
    )
    task_state.reject(user=user, comment=reason)
    task_state.workflow_state.cancel(user=user)
    notices.decided(nomination)


def send_back_nomination(*, nomination: NominationPage, task_state: TaskState, user, reason: str) -> None:
    """Hand a nomination back to the council with the reason; the council must decide on it again.

    The leader's step ends here. Its seat stays promised until the council has decided.
    """
    if not reason.strip():
        raise ValidationError(_("Give the reason."))
    council = council_step(task_state)
    move_to(nomination, Move.SEND_BACK, user=user, data={"task_state": task_state.pk})
    end_step(task_state, user=user, comment=reason)
    task_state.workflow_state.update(user=user, next_task=council)


def council_step(task_state: TaskState) -> Task:
    """Return the council's step of the workflow in which a step stands; Refused where it is missing or off."""
    tasks = task_state.workflow_state.workflow.tasks.filter(active=True)
    found = next((task.specific for task in tasks if task.specific_class is CouncilTask), None)
    if found is None:
        raise Refused(_("The review of this campaign lacks a required step. Please call the administrator."))
    return found


def end_step(task_state: TaskState, *, user, comment: str) -> None:
    """Close a step that neither approved nor rejected, without Wagtail's choice of the next one."""
    task_state.status, task_state.finished_at = TaskState.STATUS_CANCELLED, timezone.now()
    task_state.finished_by, task_state.comment = user, comment
    task_state.save()
    task_state.workflow_state.current_task_state = task_state
    task_cancelled.send(sender=task_state.__class__, instance=task_state, user=user)


def record_decision(
    nomination: NominationPage,
    outcome: str,
    *,
    user,
    number: str,
    decided_on: date,
    signatory: str,
    reason: str,
    signed_as: str = "",
):
    """Store the decision as typed, checked by its model."""
    decision = Decision(
        nomination=nomination,
        outcome=outcome,
        number=number.strip(),
        decided_on=decided_on,
        signed_as=signed_as,
        signatory=signatory.strip(),
        reason=reason,
        decided_by=user,
    )
    decision.full_clean()
    decision.save()
    return decision


def take_seat(nomination: NominationPage) -> Seat:
    """Give the nomination the lowest free seat of its field; call it with the campaign locked."""
    quota = nomination.campaign.quotas.filter(field_id=nomination.field_id).first()
    if quota is None:
        raise SeatTaken(_("This campaign has no seat in the field of this nomination."))
    taken = set(
        nomination.campaign.seats.filter(field_id=nomination.field_id).values_list("number", flat=True)
    )
    number = free_seat(taken, quota.seats)
    if number is None:
        raise SeatTaken
    return Seat.objects.create(
        campaign=nomination.campaign, field_id=nomination.field_id, number=number, nomination=nomination
    )
