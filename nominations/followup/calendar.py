"""The dates of a campaign as iCalendar: opening, closing and later steps, and nothing about any person."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from ..campaigns.models import CampaignPage

#: Nobody's software need look more often.
REFRESH = timedelta(hours=12)


def calendar_of(campaign: CampaignPage, *, domain: str, url: str) -> bytes:
    """Write a campaign's dates; the same campaign gives the same bytes, and each date keeps its UID.

    Moments stand in Vietnam time with its zone; days are days. ``domain`` ends the UIDs, ``url`` is the page.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{domain}//campaigns//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", campaign.title)
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    stamp = (campaign.last_published_at or campaign.opens_at).replace(microsecond=0)
    begins = f"{campaign.code}-{campaign.year}".lower()
    for event in events(campaign):
        uid, title, starts = event
        made = Event()
        made.add("uid", f"{begins}-{uid}@{domain}")
        made.add("dtstamp", stamp)
        made.add("summary", f"{title}: {campaign.title}")
        made.add("dtstart", starts)
        if not is_moment(starts):
            made.add("dtend", starts + timedelta(days=1))
        made.add("url", url)
        made.add("transp", "TRANSPARENT")
        calendar.add_component(made)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def is_moment(value) -> bool:
    return hasattr(value, "hour")


def events(campaign: CampaignPage):
    """Each date as what tells it from the others, its words and when it is; a milestone is told by its own key."""
    yield "opens", _("Nominations open"), timezone.localtime(campaign.opens_at)
    yield "closes", _("Nominations close"), timezone.localtime(campaign.closes_at)
    for step in campaign.milestones.all():
        yield f"step-{step.pk}", step.label, step.on


def calendar_url(campaign: CampaignPage) -> str:
    return reverse("calendar:campaign", args=[campaign.pk])
