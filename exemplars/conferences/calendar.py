"""A conference as iCalendar: when and where, and its programme; the people in it are named by the page alone."""

from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar, Event

from .models import ConferencePage


def calendar_of(conference: ConferencePage, *, domain: str, url: str) -> bytes:
    """Write a conference's date; the same conference gives the same bytes, in every language with the same UID.

    A later publication brings a later stamp and a higher sequence, by which calendars replace what they hold.
    Moments stand in Vietnam time with its zone. ``domain`` ends the UID, ``url`` is the page.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//{domain}//conferences//VI")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    calendar.add_component(event_of(conference, domain, url))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def event_of(conference: ConferencePage, domain: str, url: str) -> Event:
    event = Event()
    event.add("uid", f"conference-{conference.translation_key}@{domain}")
    published = conference.last_published_at or conference.starts_at
    event.add("dtstamp", published.replace(microsecond=0))
    event.add("last-modified", published.replace(microsecond=0))
    event.add("sequence", sequence_of(conference))
    event.add("summary", conference.title)
    event.add("dtstart", timezone.localtime(conference.starts_at))
    event.add("dtend", timezone.localtime(conference.ends_at))
    event.add("location", f"{conference.venue}, {conference.address}")
    event.add("description", "\n".join([conference.summary, *programme_lines(conference), url]))
    event.add("url", url)
    return event


def sequence_of(conference: ConferencePage) -> int:
    """Whole minutes between the first and the last publication: it only ever grows."""
    first, last = conference.first_published_at, conference.last_published_at
    return int((last - first).total_seconds() // 60) if first and last else 0


def programme_lines(conference: ConferencePage):
    for item in conference.programme.all():
        moment = timezone.localtime(item.starts_at)
        day = "" if conference.is_of_one_day else f"{moment:%d/%m} "
        yield f"{day}{moment:%H:%M} {item.title}"


def calendar_url(conference: ConferencePage) -> str:
    return reverse("conferences:calendar", args=[conference.pk])
