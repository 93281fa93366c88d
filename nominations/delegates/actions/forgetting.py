"""Destroying what is private about a conference's people, some time after it."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log

from ...links import new_nonce
from ...mail.models import Message
from .. import notices
from ..models import Delegate, Roster
from ..rules import forget_on

#: Days that private records are kept after a conference where the settings say nothing else.
DAYS = 90
EMPTIED = {
    "email": "", "phone": "", "diet": "", "access": "", "transport": "", "travel": "", "table": "", "seat": "",
}  # fmt: skip


def days_kept() -> int:
    return getattr(settings, "ROSTERS_KEPT_DAYS", DAYS)


def forget_rosters() -> int:
    """Destroy what is private on rosters that are due; return how many people it was.

    Names, posts and who came stay, as they stand in the official list. Links and the letters that carried
    them go too.
    """
    latest = timezone.now() - timedelta(days=days_kept())
    due = Roster.objects.filter(forgotten_at__isnull=True, conference__ends_at__lt=latest)
    return sum(forget(key) for key in due.values_list("pk", flat=True))


@transaction.atomic
def forget(key: int) -> int:
    """Destroy what is private on one roster, unless somebody else did meanwhile or it is not due any more."""
    roster = Roster.objects.select_for_update(of=("self",)).select_related("conference").get(pk=key)
    ended_on = timezone.localdate(roster.conference.ends_at)
    if roster.forgotten_at or timezone.localdate() < forget_on(ended_on, days_kept()):
        return 0
    people = list(roster.delegates.all())
    for person in people:
        for column, value in EMPTIED.items():
            setattr(person, column, value)
        person.nonce = new_nonce()
    Delegate.objects.bulk_update(people, [*EMPTIED, "nonce"])
    letters_of(roster).delete()
    roster.forgotten_at = timezone.now()
    roster.save(update_fields=["forgotten_at"])
    log(roster, "nominations.roster_forgotten", user=None, data={"delegates": len(people)})
    return len(people)


def letters_of(roster: Roster):
    """The invitations and reminders of one roster: each mass mail bears its number."""
    batches = Q(batch__startswith=f"invitation {roster.pk} ") | Q(
        batch__startswith=f"invitation_reminder {roster.pk} "
    )
    return Message.objects.filter(batches, kind=notices.INVITATION)
