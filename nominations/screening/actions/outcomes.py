"""What screening decides about a nomination; called by its workflow step, under the step's locks."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from ...dossiers.actions import move_to
from ...dossiers.models import NominationPage
from ...dossiers.notices import returned
from ...stages import Move
from ..checklist import checklist_of
from ..notices import ruled_out
from .handling import hand_to
from .remarks import show_remarks


def accept_nomination(*, nomination: NominationPage, task_state: TaskState, user, comment: str = "") -> None:
    """Let a nomination through to the next step.

    Whatever was not checked or not met is no obstacle, but a person under discipline, or one to whom another
    body objects, passes with the screener's reason only.
    """
    checklist = checklist_of(nomination)
    if checklist.needs_reason and not comment.strip():
        raise ValidationError(
            _("The eligibility declaration is not met or a body objects: say why you accept all the same.")
        )
    hand_to(nomination, user, by=user)
    data = {
        "task_state": task_state.pk,
        "unchecked": checklist.open,
        "unmet": [row.check.key for row in checklist.unmet],
    }
    move_to(nomination, Move.ACCEPT, user=user, data=data)
    task_state.approve(user=user, comment=comment)


def return_nomination(
    *, nomination: NominationPage, task_state: TaskState, user, reason: str = "", all_open: bool = False
) -> None:
    """Hand a nomination back to its unit with the reason, the remarks, or both; its people are told by mail.

    The unit may change what was remarked on, or everything where ``all_open`` says so or nothing was remarked on.
    """
    remarks = show_remarks(nomination)
    if not remarks and not reason.strip():
        raise ValidationError(_("Say what the unit must mend."))
    NominationPage.objects.filter(pk=nomination.pk).update(all_open=all_open)
    data = {"task_state": task_state.pk, "remarks": remarks} | ({"all_open": True} if all_open else {})
    move_to(nomination, Move.RETURN, user=user, data=data)
    task_state.reject(user=user, comment=reason)
    returned(nomination)


def rule_out_nomination(*, nomination: NominationPage, task_state: TaskState, user, reason: str) -> None:
    """Find a nomination ineligible; the workflow ends here, cancelled, and the unit is told why."""
    if not reason.strip():
        raise ValidationError(_("Give the reason."))
    move_to(nomination, Move.RULE_OUT, user=user, data={"task_state": task_state.pk})
    task_state.reject(user=user, comment=reason)
    task_state.workflow_state.cancel(user=user)
    ruled_out(nomination)
