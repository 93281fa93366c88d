"""Reminders of nominations that were handed back and not answered."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from ..dossiers.models import NominationPage
from ..stages import Stage
from .notes import Note
from .rules import AFTER_RETURN, LATE, due_reminders, reminders_of_return


def notes_on_returned(now: datetime) -> Iterator[Note]:
    """What is due of every nomination that its unit has had back for some days."""
    since = now - timedelta(days=max(AFTER_RETURN) + LATE + 1)
    returned = NominationPage.objects.filter(stage=Stage.RETURNED, stage_since__gte=since)
    for nomination in returned.select_related("unit", "campaign").order_by("pk"):
        for reminder in due_reminders(reminders_of_return(nomination.stage_since), now):
            yield Note(
                reminder=reminder,
                kind="answer",
                # A nomination that is handed back once more is reminded of once more.
                about=f"{nomination.pk}-{nomination.stage_since:%Y%m%d%H%M%S}",
                batch=f"{reminder.name} {timezone.localdate(now):%d/%m/%Y}",
                unit=nomination.unit,
                campaign=nomination.campaign,
                context={"nomination": nomination, "returned_at": nomination.stage_since},
                nomination=nomination,
            )
