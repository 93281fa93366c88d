"""What decisions hear of the rooms below."""

from django.dispatch import receiver

from ..dossiers.events import consents_answered
from ..dossiers.models import NominationPage
from . import notices
from .actions.handing_over import hand_over_consents


@receiver(consents_answered, sender=NominationPage, dispatch_uid="profiles_follow_consents")
def follow_consents(sender, nomination, answers, **kwargs):
    """Let page, API and feeds follow a candidate's answers at once, and tell the editors."""
    change = hand_over_consents(nomination)
    if change is not None:
        notices.consents_changed(nomination, change, answers)
