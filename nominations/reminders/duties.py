"""Reminders of a plan's assignments whose day is over."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from ..followup.board import row_of, with_units
from ..followup.models import Duty
from ..followup.rules import Progress
from .notes import Note
from .rules import AFTER_DUE, LATE, due_reminders, reminders_of_duty


def notes_on_duties(now: datetime) -> Iterator[Note]:
    """What is due to the lead units of assignments that are late."""
    today = timezone.localdate(now)
    late = Duty.objects.filter(due_on__lt=today, due_on__gte=today - timedelta(days=AFTER_DUE + LATE + 1))
    for duty in with_units(late.filter(lead__is_active=True, campaign__live=True).with_latest().in_order()):
        if row_of(duty, today).progress != Progress.OVERDUE:
            continue
        for reminder in due_reminders(reminders_of_duty(duty.due_on), now):
            yield Note(
                reminder=reminder,
                kind="overdue",
                # An assignment that was given a later day is reminded of once more.
                about=f"{duty.pk}-{duty.due_on:%Y%m%d}",
                batch=f"{reminder.name} {today:%d/%m/%Y}",
                unit=duty.lead,
                campaign=duty.campaign,
                context={"duty": duty},
            )
