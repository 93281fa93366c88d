"""Sending what stands in the table: one worker at a time has a message in hand, in order for each page."""

import random
import time
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone
from django_tasks import task

from .models import Attempt, Delivery, Subscriber
from .notices import tell_of_switching_off
from .rules import LEASE, pause_after, silence_after
from .sending import Answer, send

State = Delivery.State
#: Days of nothing but failure after which a subscriber is switched off, unless the settings say otherwise.
SWITCH_OFF_DAYS = 5
#: Seconds after which a round lets others have the worker.
ROUND = 30
#: Mail and search come before it: a thousand messages must not hold up one receipt.
PRIORITY = -10


@task(priority=PRIORITY)
def deliver(delivery_id: int) -> str:
    """Send one message if its moment has come and nobody else has it in hand; answer how that ended."""
    return attempt(delivery_id)


@task(priority=PRIORITY)
def sweep(subscriber_id: int) -> int:
    return deliver_due(Delivery.objects.filter(subscriber=subscriber_id))


def enqueue(delivery: Delivery) -> None:
    """Put a message in the queue, in the caller's transaction, for the moment at which it may leave."""
    if delivery.due_at > timezone.now():
        later(deliver, delivery.due_at, delivery.pk)
    else:
        deliver.enqueue(delivery.pk)


def later(work, moment, *about) -> None:
    """Leave a piece of work for later to a queue that can wait; elsewhere ``send_webhooks_due`` finds it."""
    if work.get_backend().supports_defer:
        work.using(run_after=moment).enqueue(*about)


def deliver_due(among=None) -> int:
    """Send every message whose moment has come, for so long as a round may last; answer how many arrived."""
    recover_lost()
    among = Delivery.objects.all() if among is None else among
    arrived, over = 0, time.monotonic() + ROUND
    while time.monotonic() < over:
        keys = list(among.due().values_list("pk", flat=True)[:100])
        tried = [attempt(key) for key in keys]
        arrived += tried.count(State.DELIVERED)
        if not any(tried):
            break
    return arrived


def recover_lost() -> None:
    """Let what a worker had in hand when it was lost be sent again: perhaps it arrived, perhaps not."""
    lost = Delivery.objects.filter(state=State.SENDING, claimed_at__lte=timezone.now() - LEASE)
    for delivery in lost.select_related("subscriber"):
        note(delivery, Answer(fault=Attempt.Fault.LOST))


def attempt(key: int) -> str:
    """Claim a message, send it, write down the answer; empty where there was nothing to do."""
    delivery = claim(key)
    return note(delivery, send(delivery)) if delivery else ""


def claim(key: int) -> Delivery | None:
    """Take a message in hand, in one statement that only one of many workers can win; None for all others.

    Whether the subscriber may be asked is looked at before: a join would let two workers win on PostgreSQL.
    """
    if not Delivery.objects.filter(pk=key).due().exists():
        return None
    now = timezone.now()
    free = Delivery.objects.filter(pk=key, state=State.WAITING, due_at__lte=now).first_of_their_page()
    won = free.update(state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1)
    return Delivery.objects.select_related("subscriber").get(pk=key) if won else None


@transaction.atomic
def note(delivery: Delivery, answer: Answer) -> str:
    """Write down how an attempt ended, unless the message was taken out of this worker's hand meanwhile."""
    values = values_after(delivery, answer)
    own = Delivery.objects.filter(pk=delivery.pk, state=State.SENDING, claimed_at=delivery.claimed_at)
    if not own.update(**values):
        return ""
    Attempt.objects.create(
        delivery=delivery,
        number=delivery.attempts,
        at=delivery.claimed_at,
        milliseconds=answer.milliseconds,
        status=answer.status,
        fault=answer.fault,
        detail=answer.detail,
        answer=answer.text,
    )
    note_health(delivery.subscriber, answer)
    if values["state"] == State.WAITING:
        later(deliver, values["due_at"], delivery.pk)
    else:
        enqueue_next(delivery)
    return values["state"]


def values_after(delivery: Delivery, answer: Answer) -> dict:
    """What the row says after an attempt."""
    now = timezone.now()
    if answer.is_success:
        return {"state": State.DELIVERED, "delivered_at": now, "due_at": None}
    pause = pause_after(delivery.attempts, jitter=random.random())
    if pause is None or delivery.sequence is None:
        return {"state": State.FAILED, "due_at": None}
    return {"state": State.WAITING, "due_at": now + pause}


def enqueue_next(delivery: Delivery) -> None:
    """Let the next message about the same page leave, now that this one is done with."""
    following = Delivery.objects.filter(
        subscriber=delivery.subscriber_id,
        page_id=delivery.page_id,
        sequence__gt=delivery.sequence or 0,
        state=State.WAITING,
    )
    if delivery.page_id and (first := following.order_by("sequence").first()):
        enqueue(first)


def note_health(subscriber: Subscriber, answer: Answer) -> None:
    """Remember since when a subscriber fails; leave a silent one in peace, and switch off a hopeless one."""
    now, row = timezone.now(), Subscriber.objects.filter(pk=subscriber.pk)
    if answer.is_success:
        row.update(failing_since=None, silent_times=0, quiet_until=None)
        return
    row.update(failing_since=Coalesce("failing_since", now))
    if answer.is_silent:
        quiet = now + silence_after(subscriber.silent_times + 1)
        row.update(silent_times=F("silent_times") + 1, quiet_until=quiet)
        later(sweep, quiet, subscriber.pk)
    patience = timedelta(days=getattr(settings, "WEBHOOKS_SWITCH_OFF_DAYS", SWITCH_OFF_DAYS))
    tired = row.filter(failing_since__lte=now - patience)
    if (answer.is_gone or tired.exists()) and switch_off(subscriber):
        tell_of_switching_off.enqueue(subscriber.pk)


def switch_off(subscriber: Subscriber) -> bool:
    """Send a subscriber nothing more, and give up what waits; say whether it was on until now."""
    row = Subscriber.objects.filter(pk=subscriber.pk, is_active=True)
    was_on = row.update(is_active=False, switched_off_at=timezone.now())
    Delivery.objects.filter(subscriber=subscriber.pk, state=State.WAITING).update(
        state=State.FAILED, due_at=None
    )
    return bool(was_on)
