"""Referees who have not answered are reminded, each once for each last day."""

from django.db import transaction
from django.utils import timezone

from ...stages import EDITABLE, Stage
from .. import notices
from ..models import LetterRequest
from ..rules import remind_on


def remind_referees(today=None) -> int:
    """Remind every referee whose last day is near; answer how many. Two workers at once remind nobody twice."""
    today = today or timezone.localdate()
    near = LetterRequest.objects.outstanding(today).filter(
        reminded_at__isnull=True, nomination__stage__in=[*EDITABLE, Stage.SUBMITTED]
    )
    keys = [letter.pk for letter in near.only("pk", "due_on") if remind_on(letter.due_on) <= today]
    return sum(remind_one(key, today) for key in keys)


@transaction.atomic
def remind_one(key: int, today) -> bool:
    """Remind one referee, unless that was done, or an answer came, meanwhile."""
    waiting = LetterRequest.objects.select_for_update(of=("self",)).outstanding(today)
    letter = waiting.filter(pk=key, reminded_at__isnull=True).first()
    if letter is None:
        return False
    letter.reminded_at = timezone.now()
    letter.save(update_fields=["reminded_at"])
    notices.tell_referee(letter, "letter_reminder", key=f"letter-{letter.pk}-{letter.due_on}-reminder")
    return True
