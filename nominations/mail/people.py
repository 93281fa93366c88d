"""What the portal knows of a person as a reader of mail."""

from django.conf import settings

from .kinds import KINDS
from .models import BouncingAddress, DeclinedKind


def preferred_language(person) -> str:
    """The language a person chose in the account's settings; Vietnamese for everybody else."""
    profile = getattr(person, "wagtail_userprofile", None)
    return (profile.preferred_language if profile else "") or settings.LANGUAGE_CODE


def wants(person, kind: str) -> bool:
    """Say whether mail of a kind goes to a person: an account in use, with an address, that did not decline it."""
    if not (person.is_active and person.email):
        return False
    if kind in KINDS and not KINDS[kind].may_decline:
        return True
    return not DeclinedKind.objects.filter(person=person, kind=kind).exists()


def bouncing(address: str) -> BouncingAddress | None:
    """What is known of an address that returns mail; None where nothing is."""
    return BouncingAddress.objects.filter(address=address.strip().lower()).first()
