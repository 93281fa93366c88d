"""Every change of subscribers and messages but what delivery writes down."""

import json
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.log_actions import log

from ..changes.models import Change
from .delivery import enqueue, switch_off
from .models import Delivery, Subscriber, new_secret

CHANGE = "exemplars.change_subscriber"
#: How long the secret before the present one still signs, so that a subscriber can change over.
OVERLAP = timedelta(days=1)
State = Delivery.State


def tell_subscribers(sender, changes: list[Change], **kwargs) -> None:
    """Store a message for every subscriber that wants to hear of each change, in the transaction that numbers them."""
    subscribers = list(Subscriber.objects.filter(is_active=True).order_by("pk"))
    made = Delivery.objects.bulk_create(
        message(subscriber, change)
        for change in changes
        for subscriber in subscribers
        if change.event in subscriber.events
    )
    for delivery in made:
        enqueue(delivery)


def message(subscriber: Subscriber, change: Change) -> Delivery:
    kind = f"{change.subject}.{change.event}"
    data = {
        "sequence": change.sequence,
        "event": change.event,
        "reason": change.reason or None,
        "type": change.subject,
        "id": change.page_id,
        "locale": change.locale,
        "api_url": api_url(change),
    }
    return Delivery(
        subscriber=subscriber,
        message_id=f"chg_{subscriber.pk}_{change.sequence}",
        type=kind,
        sequence=change.sequence,
        page_id=change.page_id,
        body=body_of(kind, change.at, data),
    )


def body_of(kind: str, moment, data: dict) -> str:
    """A message as Standard Webhooks has it."""
    return json.dumps({"type": kind, "timestamp": moment.isoformat(), "data": data}, ensure_ascii=False)


def api_url(change: Change) -> str | None:
    """Where the API shows what is public now; None where the portal has no such address."""
    namespace = getattr(settings, "EXEMPLARS_API_NAMESPACE", "api-v1")
    try:
        path = reverse(f"{namespace}:{change.subject}_by_id", args=[change.page_id])
    except NoReverseMatch:
        return None
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def require(user) -> None:
    if not user.has_perm(CHANGE):
        raise PermissionDenied


@transaction.atomic
def send_test(*, subscriber: Subscriber, user) -> Delivery:
    """Send a message that tells of nothing; it is tried once. Raises PermissionDenied."""
    require(user)
    delivery = Delivery.objects.create(
        subscriber=subscriber,
        message_id=f"test_{uuid4().hex}",
        type="test",
        body=body_of("test", timezone.now(), {}),
    )
    log(subscriber, "exemplars.test_webhook", user=user)
    enqueue(delivery)
    return delivery


@transaction.atomic
def rotate_secret(*, subscriber: Subscriber, user) -> str:
    """Give a subscriber another secret and return it; the one before signs for a day more. Raises PermissionDenied."""
    require(user)
    subscriber = Subscriber.objects.select_for_update().get(pk=subscriber.pk)
    subscriber.former_secret, subscriber.former_until = subscriber.secret, timezone.now() + OVERLAP
    subscriber.secret = new_secret()
    subscriber.save(update_fields=["secret", "former_secret", "former_until"])
    log(subscriber, "exemplars.rotate_webhook_secret", user=user)
    return subscriber.secret


@transaction.atomic
def switch(*, subscriber: Subscriber, on: bool, user) -> None:
    """Tell a subscriber nothing more, or of changes again from now on. Raises PermissionDenied."""
    require(user)
    if on:
        Subscriber.objects.filter(pk=subscriber.pk).update(
            is_active=True, switched_off_at=None, failing_since=None, silent_times=0, quiet_until=None
        )
    else:
        switch_off(subscriber)
    log(subscriber, "exemplars.switch_webhooks_on" if on else "exemplars.switch_webhooks_off", user=user)


@transaction.atomic
def send_again(*, deliveries, user) -> int:
    """Send messages once more that arrived or failed; answer with how many. Raises PermissionDenied.

    To a subscriber that is switched off nothing is sent.
    """
    require(user)
    done = deliveries.filter(state__in=[State.DELIVERED, State.FAILED], subscriber__is_active=True)
    found = list(
        Delivery.objects.filter(pk__in=done.order_by().values("pk")).select_for_update().order_by("pk")
    )
    for delivery in found:
        delivery.state, delivery.due_at, delivery.attempts = State.WAITING, timezone.now(), 0
    Delivery.objects.bulk_update(found, ["state", "due_at", "attempts"])
    for delivery in found:
        enqueue(delivery)
    if found:
        log(found[0].subscriber, "exemplars.send_webhook_again", user=user, data={"messages": len(found)})
    return len(found)


def forget_deliveries(*, before: datetime) -> int:
    """Remove messages that arrived or failed before a moment, with their log; answer how many there were."""
    done = Delivery.objects.filter(state__in=[State.DELIVERED, State.FAILED], created_at__lt=before)
    return done.delete()[1].get("exemplars.Delivery", 0)
