"""Embargo, revocation and all that takes a profile off: every place where it could be read, a second before and after.

A new public place is one line in ``SURFACES``. Finished pages are kept in the cache meanwhile, as they are on the
day on which everybody reads.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from wagtail.models import PageViewRestriction

from exemplars.models import ExemplarPage, Subscriber
from exemplars.profiles.actions import change_consents, revoke_approval
from tests import factories
from tests.exemplars.webhooks.receiver import Receiver

NAME = "Khuất Thị Ẩn Danh"
SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Places:
    """What the surfaces are asked about: the profile, and pages that show it where it is public."""

    profile: ExemplarPage
    address: str
    column: object
    conference: object
    hook: Receiver


# --- Where it could be read -------------------------------------------------------------------------------


def names_it(address: Callable[[Places], str]):
    """Whether the answer at an address shows the name, or leads to the profile."""

    def look(client, places: Places) -> bool:
        response = client.get(address(places))
        assert response.status_code in (200, 302, 404, 410), (address(places), response.status_code)
        text = response.content.decode()
        return NAME in text or f"/{places.profile.slug}/" in text

    return look


def answers(address: Callable[[Places], str]):
    """Whether an address answers with what it shows, and not that there is nothing, or nothing any more."""
    return lambda client, places: client.get(address(places)).status_code == 200


def stands_in_changes(client, places: Places) -> bool:
    """Whether somebody who followed the list of changes from the beginning has a copy by now."""
    rows = client.get("/api/v1/changes?limit=500").json()["results"]
    events = [row["event"] for row in rows if (row["type"], row["id"]) == ("profile", places.profile.pk)]
    return bool(events) and events[-1] != "withdrawn"


def was_heard_of(client, places: Places) -> bool:
    """Whether a subscriber takes the profile for public, by the latest message about it."""
    told = [json.loads(request["body"])["data"] for request in places.hook.requests]
    events = [data["event"] for data in told if (data["type"], data["id"]) == ("profile", places.profile.pk)]
    return bool(events) and events[-1] != "withdrawn"


SURFACES = {
    "page": answers(lambda it: it.profile.url),
    "page by name": names_it(lambda it: it.profile.url),
    "index": names_it(lambda it: "/dien-hinh/"),
    "index by name": names_it(lambda it: "/dien-hinh/?sort=name"),
    "index search": names_it(lambda it: "/dien-hinh/?q=khuat"),
    "index by field": names_it(lambda it: f"/dien-hinh/?field={it.profile.field.code}"),
    "index by unit": names_it(lambda it: f"/dien-hinh/?unit={it.profile.unit.code}"),
    "front page": names_it(lambda it: "/"),
    "column": names_it(lambda it: it.column.url),
    "conference": names_it(lambda it: it.conference.url),
    "related on another profile": names_it(lambda it: "/dien-hinh/cong-khai/"),
    "API list": names_it(lambda it: "/api/v1/profiles"),
    "API search": names_it(lambda it: "/api/v1/profiles?search=khuat"),
    "API item": answers(lambda it: f"/api/v1/profiles/{it.profile.pk}"),
    "API item by slug": answers(lambda it: f"/api/v1/profiles/vi/{it.profile.slug}"),
    "API changes": stands_in_changes,
    "RSS": names_it(lambda it: "/feeds/rss/"),
    "Atom": names_it(lambda it: "/feeds/atom/"),
    "JSON Feed": names_it(lambda it: "/feeds/json/"),
    "RSS of the field": names_it(lambda it: f"/feeds/fields/{it.profile.field.code}/rss/"),
    "Atom of the unit": names_it(lambda it: f"/feeds/units/{it.profile.unit.code}/atom/"),
    "feed of the column": names_it(lambda it: f"/feeds/columns/{it.column.slug}/json/"),
    "card": answers(lambda it: reverse("embed:card", args=[it.profile.pk])),
    "oEmbed": answers(lambda it: f"{reverse('embed:oembed')}?{urlencode({'url': it.address})}"),
    "unit page": names_it(lambda it: reverse("units:unit", args=[it.profile.unit.code])),
    "search of the whole portal": names_it(lambda it: "/tim-kiem/?q=khuat"),
    "suggestions": names_it(lambda it: f"{reverse('search:suggestions')}?q=khuat"),
    "API column": names_it(lambda it: f"/api/v1/columns/{it.column.pk}/profiles"),
    "API conference": names_it(lambda it: f"/api/v1/conferences/{it.conference.pk}"),
    "API v2 list": names_it(lambda it: "/api/v2/pages/?type=exemplars.ExemplarPage"),
    "API v2 item": answers(lambda it: f"/api/v2/pages/{it.profile.pk}/"),
    "sitemap": names_it(lambda it: "/sitemap.xml"),
    "webhook": was_heard_of,
}


# --- What happens to it -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """How a profile stands before the moment, what happens at it, and whether it is public before and after."""

    made: Callable[[timezone.datetime], ExemplarPage]
    happens: Callable[[ExemplarPage], object]
    before: bool
    after: bool


def public(moment, **more) -> ExemplarPage:
    return factories.profile(name=NAME, **FACTS, **more)


def scheduled(moment) -> ExemplarPage:
    profile = public(moment, live=False)
    profile.go_live_at = moment
    profile.save_revision().publish()
    return profile


def scheduled_under_embargo(moment) -> ExemplarPage:
    profile = public(moment, live=False, embargo_until=moment)
    profile.go_live_at = moment
    profile.save_revision().publish()
    return profile


def live_under_embargo(moment) -> ExemplarPage:
    """A row that no editor can make: live, and its embargo not over."""
    profile = public(moment)
    ExemplarPage.objects.filter(pk=profile.pk).update(embargo_until=moment)
    return profile


def expiring(moment) -> ExemplarPage:
    profile = public(moment)
    profile.expire_at = moment
    profile.save_revision().publish()
    return profile


def behind_a_door(moment) -> ExemplarPage:
    profile = public(moment)
    PageViewRestriction.objects.create(page=profile, restriction_type=PageViewRestriction.LOGIN)
    return profile


def clock(profile) -> None:
    """Nothing but the clock, and what cron does."""
    call_command("publish_scheduled")


def revoked(profile) -> None:
    reference = profile.approval.reference
    revoke_approval(reference=reference, on=timezone.localdate(), decision="7/QĐ-BTTTT", reason="Khai sai.")


def consent_withdrawn(profile) -> None:
    change_consents(reference=profile.approval.reference, story=False, portrait=True, video=True)


def unpublished(profile) -> None:
    ExemplarPage.objects.get(pk=profile.pk).unpublish()


def restricted_above(profile) -> None:
    PageViewRestriction.objects.create(
        page=factories.book_of_honour(), restriction_type=PageViewRestriction.LOGIN
    )


def opened(profile) -> None:
    PageViewRestriction.objects.get(page=profile).delete()


def deleted(profile) -> None:
    ExemplarPage.objects.get(pk=profile.pk).delete()


CASES = {
    "goes live on schedule": Case(scheduled, clock, False, True),
    "goes live when the embargo ends": Case(scheduled_under_embargo, clock, False, True),
    "embargo of a live row ends": Case(live_under_embargo, clock, False, True),
    "is revoked": Case(public, revoked, True, False),
    "consent is taken back": Case(public, consent_withdrawn, True, False),
    "is unpublished": Case(public, unpublished, True, False),
    "expires": Case(expiring, clock, True, False),
    "a door is put above it": Case(public, restricted_above, True, False),
    "its door is opened": Case(behind_a_door, opened, False, True),
    "is deleted": Case(public, deleted, True, False),
}
FACTS: dict = {}


@pytest.fixture
def hook():
    running = Receiver()
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def _as_on_the_day(settings):
    """Keep finished pages, and let webhooks go to this machine."""
    settings.PAGE_CACHE_SECONDS = 60
    settings.WEBHOOKS_ALLOW_HTTP, settings.WEBHOOKS_NETWORKS = True, ["127.0.0.0/8"]


@pytest.fixture
def places(portal, hook):
    """Make a profile as a case has it, and everything that would show it."""

    def make(case: Case, moment) -> Places:
        Subscriber.objects.create(name="Báo Mẫu", url=hook.url, contact="it@example.vn")
        FACTS.update(field=factories.field(), unit=factories.unit())
        factories.profile(name="Công Khai", field=FACTS["field"])
        profile = case.made(moment)
        column = factories.column(profile, selection="picked")
        conference = factories.conference(delegates=[profile], ends_at=moment + timedelta(days=9))
        profile = ExemplarPage.objects.get(pk=profile.pk)
        return Places(profile, profile.full_url, column, conference, hook)

    return make


@pytest.mark.parametrize("name", CASES)
def test_every_surface_a_second_before_and_after(name, places, client, django_capture_on_commit_callbacks):
    case, moment = CASES[name], timezone.now().replace(microsecond=0) + timedelta(hours=1)
    with django_capture_on_commit_callbacks(execute=True):
        its = places(case, moment)
    shown = {}
    for when, happens in ((moment - SECOND, None), (moment + SECOND, case.happens)):
        with time_machine.travel(when, tick=False):
            with django_capture_on_commit_callbacks(execute=True):
                if happens:
                    happens(its.profile)
                call_command("note_changes", stdout=StringIO())
            shown[when] = {surface: look(client, its) for surface, look in SURFACES.items()}

    expected = [dict.fromkeys(SURFACES, case.before), dict.fromkeys(SURFACES, case.after)]
    assert wrong(list(shown.values()), expected) == []


def wrong(shown: list[dict], expected: list[dict]) -> list[str]:
    return [
        f"{surface} {when}: {'shows it' if found[surface] else 'does not show it'}"
        for when, found, wanted in zip(("before", "after"), shown, expected, strict=True)
        for surface in found
        if found[surface] != wanted[surface]
    ]


def test_there_are_cases_enough():
    assert len(CASES) * len(SURFACES) * 2 >= 60
