"""What screening hears of the rooms below it."""

from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.signals import page_published

from exemplars.models import ExemplarPage

from ..dossiers.events import nomination_moved, nomination_submitted
from ..stages import Move
from . import intake
from .actions.register import enter_nomination, enter_profile, strike_nomination
from .actions.remarks import close_remarks
from .models import Honour


@receiver(nomination_submitted, dispatch_uid="screening_takes_nominations_in")
def take_in(sender, nomination, **kwargs):
    """Keep what became of the remarks, and let the machine look at the nomination in the background."""
    close_remarks(nomination)
    intake.examine.enqueue(nomination.pk)


@receiver(nomination_moved, dispatch_uid="register_follows_recognitions")
def keep_register(sender, nomination, move, **kwargs):
    """Enter who is recognised into the register, and strike who is recognised no more."""
    if move == Move.APPROVE:
        enter_nomination(nomination)
    elif move == Move.REVOKE:
        strike_nomination(nomination)


@receiver(page_published, sender=ExemplarPage, dispatch_uid="register_follows_profiles")
def keep_public_honourees(sender, instance, **kwargs):
    """Enter public honourees of earlier years as soon as they are public."""
    enter_profile(instance)


@receiver(post_save, sender=Honour, dispatch_uid="new_honours_are_compared")
def compare_honour(sender, instance, created, raw=False, **kwargs):
    """Look again at the nominations under screening that a new line of the register may be about."""
    if created and not raw:
        intake.examine_again.enqueue(instance.pk)
