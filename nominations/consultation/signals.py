"""What this room hears of from the dossier."""

from django.dispatch import receiver

from ..dossiers.events import nomination_moved
from .actions.passing import leave_list


@receiver(nomination_moved, dispatch_uid="moved_nominations_leave_the_list")
def follow_nomination(sender, nomination, move, **kwargs):
    """Keep the public list in step with the nominations on it, whoever moves them."""
    leave_list(nomination=nomination, move=move)
