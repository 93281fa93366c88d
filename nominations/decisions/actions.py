"""The leader's decisions and what follows from them; called by the workflow, under its locks."""

from datetime import date

from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from exemplars.profiles.actions import HonouredPerson, draft_profile

from ..dossiers import notices
from ..dossiers.actions import move_to
from ..dossiers.models import Consent, NominationPage, consents_in_force
from ..refusals import Refused, SeatTaken
from ..stages import Move
from .models import Decision, Seat
from .rules import free_seat


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
    decision = record_decision(
        nomination,
        Decision.Outcome.APPROVED,
        user=user,
        reason=comment,
        **signed,
    )
    move_to(
        nomination, Move.APPROVE, user=user, data={"decision": decision.number, "task_state": task_state.pk}
    )
    task_state.approve(user=user, comment=comment)
    notices.decided.enqueue(nomination.pk)


def decline_nomination(
    *,
    nomination: NominationPage,
    task_state: TaskState,
    user,
    reason: str,
    **signed,
) -> None:
    """Decide against the candidate, as ``signed``; the workflow ends here, cancelled."""
    decision = record_decision(
        nomination,
        Decision.Outcome.DECLINED,
        user=user,
        reason=reason,
        **signed,
    )
    move_to(
        nomination, Move.DECLINE, user=user, data={"decision": decision.number, "task_state": task_state.pk}
    )
    task_state.reject(user=user, comment=reason)
    task_state.workflow_state.cancel(user=user)
    notices.decided.enqueue(nomination.pk)


def record_decision(
    nomination: NominationPage,
    outcome: str,
    *,
    user,
    number: str,
    decided_on: date,
    signatory: str,
    reason: str,
):
    """Store the decision as typed, checked by its model."""
    decision = Decision(
        nomination=nomination,
        outcome=outcome,
        number=number.strip(),
        decided_on=decided_on,
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


def complete_approval(workflow_state: WorkflowState, *, user, required: tuple[type, ...]) -> None:
    """Hand an approved nomination over to the public side, if every required step approved what stands now.

    Refuses otherwise, which rolls the step back: a step switched off, or a workflow without steps,
    lets nothing through.
    """
    nomination = workflow_state.content_object.specific
    approved = TaskState.objects.filter(
        workflow_state=workflow_state,
        status=TaskState.STATUS_APPROVED,
        revision_id=nomination.latest_revision_id,
    ).select_related("task")
    classes = {state.task.specific_class for state in approved}
    if not set(required) <= classes:
        raise Refused(_("The review of this campaign lacks a required step. Please call the administrator."))
    decision = Decision.objects.filter(nomination=nomination, outcome=Decision.Outcome.APPROVED).first()
    if decision is None:
        raise Refused(_("No decision has been recorded for this nomination."))
    draft_profile(honoured_person(nomination, decision), user=user)


def honoured_person(nomination: NominationPage, decision: Decision) -> HonouredPerson:
    """Pick the public fields, and of these only what the candidate agreed to."""
    given = consents_in_force(nomination)
    page = nomination.get_latest_revision_as_object()
    candidate = nomination.candidate
    story = given.get(Consent.Purpose.STORY, False)
    return HonouredPerson(
        reference=nomination.reference,
        decision_number=decision.number,
        decision_date=decision.decided_on,
        signatory=decision.signatory,
        name=candidate.name,
        honorific=candidate.position,
        summary=page.summary if story else "",
        unit=nomination.unit,
        field=nomination.field,
        year=nomination.campaign.year,
        story=story,
        portrait=given.get(Consent.Purpose.PORTRAIT, False),
        video=given.get(Consent.Purpose.VIDEO, False),
        achievements=[achievement.title for achievement in page.achievements.all()] if story else [],
    )
