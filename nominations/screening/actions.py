"""What screening does to a nomination; called by its workflow step, under the step's locks."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from ..dossiers import notices
from ..dossiers.actions import move_to
from ..dossiers.models import NominationPage
from ..stages import Move


def accept_nomination(*, nomination: NominationPage, task_state: TaskState, user, comment: str = "") -> None:
    """Let a nomination through to the next step."""
    move_to(nomination, Move.ACCEPT, user=user, data={"task_state": task_state.pk})
    task_state.approve(user=user, comment=comment)


def return_nomination(*, nomination: NominationPage, task_state: TaskState, user, reason: str) -> None:
    """Hand a nomination back to its unit with the reason; its people are told by mail."""
    if not reason.strip():
        raise ValidationError(_("Say what the unit must mend."))
    move_to(nomination, Move.RETURN, user=user, data={"task_state": task_state.pk})
    task_state.reject(user=user, comment=reason)
    notices.returned.enqueue(nomination.pk)
