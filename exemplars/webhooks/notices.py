"""Mail to those who should know that a subscriber is told nothing any more."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from .models import Subscriber

BACKEND = "django.contrib.auth.backends.ModelBackend"
#: When to try again while the mail server is down.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 120, 720))


@task()
def tell_of_switching_off(subscriber_id: int, times: int = 0) -> int:
    """Write to the contact and to the administrators; answer how many were written to."""
    subscriber = Subscriber.objects.filter(pk=subscriber_id, is_active=False).first()
    if subscriber is None:
        return 0
    readers = {subscriber.contact.lower(), *administrators()}
    try:
        for reader in sorted(readers):
            as_email(subscriber, reader).send()
    except OSError:
        if times >= len(PAUSES) or not tell_of_switching_off.get_backend().supports_defer:
            raise
        again = timezone.now() + PAUSES[times]
        tell_of_switching_off.using(run_after=again).enqueue(subscriber_id, times + 1)
        return 0
    return len(readers)


def administrators() -> set[str]:
    """The addresses of those who may change subscribers."""
    people = get_user_model().objects.with_perm(
        "exemplars.change_subscriber", include_superusers=False, backend=BACKEND
    )
    return {person.email.lower() for person in people if person.email}


def as_email(subscriber: Subscriber, reader: str) -> EmailMessage:
    path = reverse("webhooks:subscriber", args=[subscriber.pk])
    context = {"subscriber": subscriber, "address": f"{settings.WAGTAILADMIN_BASE_URL}{path}"}
    with translation.override(settings.LANGUAGE_CODE):
        subject = render_to_string("exemplars/webhooks/switched_off_subject.txt", context)
        body = render_to_string("exemplars/webhooks/switched_off.txt", context)
    return EmailMessage(" ".join(subject.split()), body, None, [reader])
