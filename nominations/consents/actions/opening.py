"""The year of birth before a candidate's page."""

from enum import Enum, auto

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from ...dossiers.actions import lock
from .. import notices
from ..models import ConsentLink
from ..rules import tries_left
from .sending import lock_link


class Opening(Enum):
    """What came of naming a year of birth."""

    OPEN = auto()
    WRONG = auto()
    LOCKED = auto()


@transaction.atomic
def open_link(*, link: ConsentLink, birth_year: int) -> Opening:
    """Hold a year against the candidate's; so many wrong ones lock the link, and the unit is told.

    Counted under the lock: tries sent at once are as many tries.
    """
    nomination = lock(link.nomination)
    link = lock_link(link)
    if nomination.candidate.birth_year == birth_year:
        link.tries, link.opened_at = 0, link.opened_at or timezone.now()
        link.save(update_fields=["tries", "opened_at"])
        return Opening.OPEN
    link.tries += 1
    if tries_left(link.tries):
        link.save(update_fields=["tries"])
        return Opening.WRONG
    link.locked_at = timezone.now()
    link.save(update_fields=["tries", "locked_at"])
    log(nomination, "nominations.lock_consent_link", user=None)
    notices.tell_unit(nomination, "consent_locked", key=f"consent-locked-{link.pk}-{link.nonce}")
    return Opening.LOCKED
