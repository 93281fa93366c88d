"""Reminders of a campaign's dates: to units that still have something to file."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from exemplars.models import Unit

from ..campaigns.models import CampaignPage
from ..followup.board import stages_by_unit
from ..followup.models import Abstention
from ..followup.rules import UNSENT
from ..stages import Stage
from .notes import Note
from .rules import Occasion, Reminder, due_reminders, has_more_to_file, reminders_of


def campaigns_ahead(now: datetime):
    """Campaigns that are public and not yet over."""
    return CampaignPage.objects.live().filter(closes_at__gt=now).order_by("closes_at", "pk")


def notes_on_campaigns(now: datetime) -> Iterator[Note]:
    """What is due of every campaign's calendar, to every unit that it concerns."""
    for campaign in campaigns_ahead(now):
        for reminder in due_reminders(reminders_of(campaign.opens_at, campaign.closes_at), now):
            for unit in units_to_remind(campaign, reminder):
                yield note_on(campaign, reminder, unit, now)


def units_to_remind(campaign: CampaignPage, reminder: Reminder) -> list[Unit]:
    """Active units; before the end, only those that have something left to file."""
    units = list(Unit.objects.filter(is_active=True))
    if reminder.occasion == Occasion.OPENING:
        return units
    stages = stages_by_unit(campaign)
    allowed = dict(campaign.allocations.values_list("unit_id", "seats"))
    abstaining = set(Abstention.objects.filter(campaign=campaign).values_list("unit_id", flat=True))
    return [
        unit
        for unit in units
        if has_more_to_file(
            allowed=allowed.get(unit.pk),
            abstains=unit.pk in abstaining,
            **filed_and_drafts(stages.get(unit.pk, {})),
        )
    ]


def filed_and_drafts(stages: dict[str, int]) -> dict[str, int]:
    filed = sum(number for stage, number in stages.items() if stage not in UNSENT)
    return {"filed": filed, "drafts": stages.get(Stage.DRAFT, 0)}


def note_on(campaign: CampaignPage, reminder: Reminder, unit: Unit, now: datetime) -> Note:
    closing = reminder.occasion == Occasion.CLOSING
    # The date, too: a deadline that was put off is reminded of again.
    moment = timezone.localtime(campaign.closes_at if closing else campaign.opens_at)
    about = f"{campaign.pk}-{moment:%Y%m%d}"
    return Note(
        reminder=reminder,
        kind="calendar",
        about=about,
        batch=f"{reminder.name} {campaign.code}-{campaign.year} {moment:%d/%m/%Y}",
        unit=unit,
        campaign=campaign,
        context={"campaign": campaign, "moment": moment, "days": days_between(now, moment)},
    )


def days_between(now: datetime, moment: datetime) -> int:
    """Whole days, by the calendar of Vietnam, from today to the day of a moment."""
    return (timezone.localdate(moment) - timezone.localdate(now)).days
