"""What this room hears of: a unit that hands something in no longer says that it nominates nobody."""

from django.dispatch import receiver

from ..dossiers.events import nomination_moved
from ..stages import Move
from .actions.abstaining import forget


@receiver(nomination_moved, dispatch_uid="followup_submitted")
def forget_abstention(sender, nomination, move, user, **kwargs):
    if move == Move.SUBMIT:
        forget(nomination.campaign, nomination.unit, user)
