"""What processes of a proof do about public changes: make them at random, follow them, deliver them."""

import random
import time
from datetime import timedelta
from itertools import count
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from exemplars.models import Change, Delivery, ExemplarPage, Subscriber
from exemplars.profiles.actions import change_consents, revoke_approval
from exemplars.profiles.gate import PublishRefused
from exemplars.webhooks import delivery
from tests import factories

ORDERS = {}
CHANGES = "/api/v1/changes?limit=50"
#: What this process knows: its copy of all that is public, and the profiles that it made.
COPY: dict[str, dict] = {}
PLACE = {"next": CHANGES}
OWN: list[int] = []


def order(function):
    ORDERS[function.__name__] = function
    return function


# --- Writers ----------------------------------------------------------------------------------------------


@order
def shared_profiles(number: int) -> list[int]:
    """Make profiles at which several writers will work at once."""
    factories.portal()
    return [factories.profile(name=f"Chung {place}").pk for place in range(number)]


@order
def subscribe(url: str) -> dict:
    its = Subscriber.objects.create(name="Báo Mẫu", url=url, contact="it@example.vn")
    return {"secret": its.secret}


@order
def embargo(number: int) -> list[int]:
    """Make profiles that wait for their day."""
    later = timezone.now() + timedelta(days=30)
    made = []
    for place in range(number):
        page = factories.profile(name=f"Chờ {place}", live=False, embargo_until=later)
        page.go_live_at = later
        page.save_revision().publish()
        made.append(page.pk)
    return made


@order
def write(seed: int, steps: int, shared: list[int]) -> dict:
    """Publish, edit, withdraw and revoke at random; answer how often each was done."""
    # Each process counts codes and names from a place of its own.
    factories._number = count(seed * 100_000)
    chance, done = random.Random(seed), {}
    while sum(done.values()) < steps:
        names = list(STEPS)
        name = chance.choices(names, weights=[STEPS[name][0] for name in names])[0]
        key = chance.choice(shared if chance.random() < 0.3 or not OWN else OWN)
        page = ExemplarPage.objects.filter(pk=key).first()
        if page is None or (name == "delete" and key not in OWN):
            continue
        try:
            if STEPS[name][1](page, chance) is not False:
                done[name] = done.get(name, 0) + 1
        except PublishRefused:
            continue
    return done


def publish(page, chance):
    made = factories.profile(name=f"Người {chance.randrange(10**6)}")
    OWN.append(made.pk)


def edit(page, chance):
    page.summary = f"Sửa lần {chance.randrange(10**6)}"
    page.save_revision().publish()


def withdraw(page, chance):
    if not page.live:
        return False
    page.unpublish()


def revoke(page, chance):
    if page.approval.revoked_on:
        return False
    today = timezone.localdate()
    revoke_approval(reference=page.approval.reference, on=today, decision="0311/QĐ", reason="Khai sai.")


def consent(page, chance):
    story = chance.random() < 0.5
    change_consents(reference=page.approval.reference, story=story, portrait=True, video=True)


def rename(page, chance):
    page.unit.name_vi = f"Cục {chance.randrange(10**6)}"
    page.unit.save()


def move(page, chance):
    page.slug = f"dia-chi-{chance.randrange(10**9)}"
    page.save()


def close(page, chance):
    door = PageViewRestriction.objects.filter(page=page).first()
    if door:
        door.delete()
    else:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def translate(page, chance):
    english = Locale.objects.get(language_code="en")
    if page.locale_id == english.pk or page.has_translation(english) or page.pk not in OWN:
        return False
    copy = page.copy_for_translation(english)
    copy.save_revision().publish()
    OWN.append(copy.pk)


def delete(page, chance):
    if page.is_tombstone:
        return False
    OWN.remove(page.pk)
    page.delete()


#: By name, how often each is drawn, and what it does; False for what could not be done.
STEPS = {
    "publish": (22, publish),
    "edit": (30, edit),
    "withdraw": (12, withdraw),
    "revoke": (8, revoke),
    "consent": (8, consent),
    "rename": (4, rename),
    "move": (4, move),
    "close": (5, close),
    "translate": (4, translate),
    "delete": (3, delete),
}


# --- The mirror -------------------------------------------------------------------------------------------


@order
def follow(until: str) -> int:
    """Keep a copy in step until a file is there, and then to the end; answer how many changes were read."""
    settings.ALLOWED_HOSTS, settings.API_REQUESTS_PER_MINUTE = ["*"], 0
    client, read = Client(), 0
    while True:
        over = Path(until).exists()
        answer = client.get(PLACE["next"])
        assert answer.status_code == 200, answer.content
        for row in answer.json()["results"]:
            take(client, row)
            read += 1
        PLACE["next"] = answer.json()["next"]
        if over and not answer.json()["has_more"] and not answer.json()["results"]:
            return read
        time.sleep(0 if answer.json()["results"] else 0.05)


def take(client, row: dict) -> None:
    key = str(row["id"])
    found = client.get(row["api_url"]) if row["event"] != "withdrawn" else None
    if found is not None and found.status_code == 200:
        COPY[key] = found.json()
    else:
        assert found is None or found.status_code in (404, 410), found.content
        COPY.pop(key, None)


@order
def differences() -> dict:
    """Compare the copy with what the API says now, item by item."""
    client = Client()
    public = ExemplarPage.objects.published().values_list("pk", flat=True)
    source = {str(key): client.get(f"/api/v1/profiles/{key}").json() for key in public}
    wrong = [key for key in source.keys() | COPY.keys() if source.get(key) != COPY.get(key)]
    return {"items": len(source), "wrong": sorted(wrong)}


@order
def numbers() -> dict:
    rows = list(Change.objects.values_list("sequence", "page_id", "event"))
    return {"changes": rows, "open": Delivery.objects.exclude(state="delivered").count()}


# --- Workers ----------------------------------------------------------------------------------------------


@order
def hurry() -> None:
    """Let pauses be short, and subscribers live on this machine."""
    settings.WEBHOOKS_ALLOW_HTTP, settings.WEBHOOKS_NETWORKS = True, ["127.0.0.0/8"]
    settings.WEBHOOKS_SECONDS = 2
    delivery.pause_after = lambda attempts, jitter: timedelta(milliseconds=100) * (0.5 + jitter)
    delivery.silence_after = lambda times: timedelta(milliseconds=100)


@order
def deliver(until: str) -> int:
    """Deliver until a file is there and nothing is open any more; answer how many arrived."""
    arrived = 0
    while True:
        over = Path(until).exists()
        arrived += delivery.deliver_due()
        if over and not Delivery.objects.filter(state__in=["waiting", "sending"]).exists():
            return arrived
        time.sleep(0.05)
