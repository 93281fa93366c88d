"""What officers read of a reminder that is still to come."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .rules import Occasion, Reminder


def reminder_words(reminder: Reminder, campaign) -> str:
    names = {"title": campaign.title, "days": reminder.days}
    if reminder.occasion == Occasion.OPENING:
        return _("“%(title)s” opens soon: to all units") % names
    words = ngettext(
        "“%(title)s” closes in %(days)d day: to units that have something left to file",
        "“%(title)s” closes in %(days)d days: to units that have something left to file",
        reminder.days,
    )
    return words % names
