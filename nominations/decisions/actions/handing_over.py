"""From an approved nomination to the public side: one call, with a value object of public fields."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from exemplars.profiles.actions import (
    ConsentChange,
    HonouredPerson,
    PastAward,
    change_consents,
    draft_profile,
)

from ...dossiers.models import Consent, NominationPage, consents_in_force
from ...refusals import Refused
from ...stages import Stage
from ..models import Decision


def complete_approval(workflow_state: WorkflowState, *, user, required: tuple[type, ...]) -> None:
    """Hand an approved nomination over to the public side, if every required step approved what stands now.

    Refuses otherwise, which rolls the step back: a step switched off, or a workflow without steps,
    lets nothing through.
    """
    nomination = workflow_state.content_object.specific
    if not set(required) <= approving_steps(workflow_state, nomination.latest_revision_id):
        raise Refused(_("The review of this campaign lacks a required step. Please call the administrator."))
    decision = Decision.objects.filter(nomination=nomination, outcome=Decision.Outcome.APPROVED).first()
    if decision is None:
        raise Refused(_("No decision has been recorded for this nomination."))
    draft_profile(honoured_person(nomination, decision), user=user)


@transaction.atomic
def hand_over_consents(nomination: NominationPage, *, user=None) -> ConsentChange | None:
    """Let the public side follow what a recognised candidate agrees to now; None where there is nothing public.

    A story that is agreed to only now gets the draft of a profile, as if it had been agreed to before.
    """
    decision = Decision.objects.filter(nomination=nomination, outcome=Decision.Outcome.APPROVED).first()
    if nomination.stage != Stage.APPROVED or decision is None:
        return None
    person = honoured_person(nomination, decision)
    change = change_consents(
        reference=person.reference,
        story=person.story,
        portrait=person.portrait,
        video=person.video,
        user=user,
    )
    if change and "story" in change.given:
        draft_profile(person, user=user)
    return change


def approving_steps(workflow_state: WorkflowState, revision: int) -> set[type]:
    """Return the classes of the steps whose last word on a revision was approval.

    The last word: a nomination that was sent back to the council carries the council's earlier approval.
    """
    states = TaskState.objects.filter(workflow_state=workflow_state, revision_id=revision)
    last = {state.task.specific_class: state.status for state in states.select_related("task").order_by("pk")}
    return {its for its, status in last.items() if status == TaskState.STATUS_APPROVED}


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
        awards=[PastAward(past.year, past.name, past.issuer) for past in page.awards.all()] if story else [],
    )
