"""What this room adds to others: its kinds of mail, and what the calendar will have written."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..mail.kinds import register_kind
from ..mail.plans import Planned, plans_mail
from .campaigns import campaigns_ahead
from .rules import coming_reminders, reminders_of
from .words import reminder_words

register_kind("calendar", _("Reminders of a campaign's dates"), may_decline=True)
register_kind("answer", _("Reminders of nominations that were returned"), may_decline=True)
register_kind("overdue", _("Reminders of overdue assignments"), may_decline=True)


@plans_mail
def calendar():
    """The reminders that the calendars of campaigns will ask for."""
    now = timezone.now()
    return [
        Planned(reminder.due_at, reminder_words(reminder, campaign))
        for campaign in campaigns_ahead(now)
        for reminder in coming_reminders(reminders_of(campaign.opens_at, campaign.closes_at), now)
    ]
