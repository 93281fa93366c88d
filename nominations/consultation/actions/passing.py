"""How a nomination leaves public consultation: on to the council, or off the list."""

from django.utils import timezone
from wagtail.models import TaskState

from ...dossiers.actions import lock, move_to
from ...dossiers.models import NominationPage
from ...stages import Move
from ..models import ConsultationEntry


def pass_consultation(
    *, nomination: NominationPage, task_state: TaskState, user=None, update: bool = True
) -> None:
    """Let a nomination go on to the council; call it with its step locked.

    ``update`` is False only while the step is being started by the workflow, which goes on by itself.
    """
    nomination = lock(nomination)
    waived = not nomination.campaign.consultation_days
    move_to(nomination, Move.CONSULTED, user=user, data={"task_state": task_state.pk, "waived": waived})
    task_state.approve(user=user, update=update)


def leave_list(*, nomination: NominationPage, move: Move) -> None:
    """Take a nomination that has moved off the public list at once; it went on, or was taken back."""
    gone = ConsultationEntry.Status.PASSED if move == Move.CONSULTED else ConsultationEntry.Status.REMOVED
    ConsultationEntry.objects.waiting().filter(nomination=nomination).update(
        status=gone, left_at=timezone.now()
    )
