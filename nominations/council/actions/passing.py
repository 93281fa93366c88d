"""What a session's result does to nominations: on to the leader, to the reserve, or to an end."""

from django.db import transaction
from wagtail.models import TaskState

from ...campaigns.actions import lock_campaign
from ...dossiers import notices
from ...dossiers.actions import lock, move_to
from ...dossiers.models import NominationPage
from ...stages import Move, Stage
from ...workflow import current_step

#: Where a nomination stands that the council may still move.
AT_THE_COUNCIL = frozenset({Stage.COUNCIL, Stage.RESERVE})


def locked_at_council(nomination: NominationPage) -> tuple[NominationPage, TaskState]:
    """Lock a nomination and its step, in the order of all locks; raises StaleStep where it stands elsewhere."""
    lock_campaign(nomination.campaign)
    nomination = lock(nomination)
    return nomination, current_step(nomination, at=AT_THE_COUNCIL)


@transaction.atomic
def select_nomination(*, nomination: NominationPage, user, data: dict | None = None) -> NominationPage:
    """Let a nomination, also a reserve whose turn has come, go on to the leader."""
    nomination, task_state = locked_at_council(nomination)
    move_to(nomination, Move.SELECT, user=user, data={"task_state": task_state.pk, **(data or {})})
    task_state.approve(user=user)
    return nomination


@transaction.atomic
def hold_in_reserve(*, nomination: NominationPage, user, data: dict | None = None) -> NominationPage:
    """Keep a nomination behind the seats of its field; it stays at the council's step."""
    nomination, task_state = locked_at_council(nomination)
    move_to(nomination, Move.HOLD, user=user, data={"task_state": task_state.pk, **(data or {})})
    return nomination


@transaction.atomic
def leave_unselected(*, nomination: NominationPage, user, data: dict | None = None) -> NominationPage:
    """End the review of a nomination that the council did not select; its unit is told."""
    nomination, task_state = locked_at_council(nomination)
    move_to(nomination, Move.DECLINE, user=user, data={"task_state": task_state.pk, **(data or {})})
    task_state.reject(user=user)
    task_state.workflow_state.cancel(user=user)
    notices.decided(nomination)
    return nomination
