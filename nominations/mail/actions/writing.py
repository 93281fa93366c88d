"""Writing mail: a row in the caller's transaction, and its delivery in the queue with it."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from ..delivery import enqueue
from ..models import Message
from ..people import bouncing, preferred_language, wants
from ..rules import message_id


def write_to(person, *, kind: str, template: str, context: dict, key: str, **more) -> Message | None:
    """Write a mail to a person, in the person's language.

    Renders ``nominations/mail/<template>.txt`` and ``<template>_subject.txt``. None when the person
    declined this kind, has no address, or left. ``key`` (200 characters at most) names the
    occasion and the person: the same twice is one mail.
    ``more``: nomination, unit, campaign, batch, and ``not_before``, a moment until which it can be held.
    """
    if not wants(person, kind):
        return None
    language = preferred_language(person)
    rendered = render(template, context, language)
    return _store(
        kind=kind, key=key, address=person.email, person=person, language=language, **rendered, **more
    )


def write_to_address(
    address: str, *, language: str, kind: str, template: str, context: dict, key: str, **more
) -> Message | None:
    """Write a mail to somebody without an account, in the language named; None where the address is none."""
    if not is_address(address):
        return None
    rendered = render(template, context, language)
    return _store(kind=kind, key=key, address=address, language=language, **rendered, **more)


def write_text(person_or_address, *, subject: str, body: str, kind: str, key: str, **more) -> Message | None:
    """Write a mail in words that somebody typed; otherwise as ``write_to`` and ``write_to_address``."""
    language = more.pop("language", None)
    if isinstance(person_or_address, str):
        address, person = person_or_address, None
        if not is_address(address):
            return None
    else:
        address, person = person_or_address.email, person_or_address
        if not wants(person, kind):
            return None
        language = language or preferred_language(person)
    return _store(
        kind=kind,
        key=key,
        address=address,
        person=person,
        language=language or settings.LANGUAGE_CODE,
        subject=subject,
        body=body,
        **more,
    )


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


def render(template: str, context: dict, language: str) -> dict:
    """The subject, on one line, and the text of a mail."""
    context = {"base_url": settings.WAGTAILADMIN_BASE_URL, **context}
    with translation.override(language):
        subject = render_to_string(f"nominations/mail/{template}_subject.txt", context)
        body = render_to_string(f"nominations/mail/{template}.txt", context)
    return {"subject": subject, "body": body}


@transaction.atomic
def _store(
    *, key: str, address: str, subject: str, body: str, not_before: datetime | None = None, **values
) -> Message:
    """Store a mail once, and put its delivery in the queue; of the same key, the one that stands."""
    if not_before is not None and not values.get("batch"):
        values["batch"] = f"{values['kind']} {not_before.isoformat()}"
    values |= {
        "address": address.strip(),
        "subject": " ".join(subject.split())[:255],
        "body": body.strip() + "\n",
        "not_before": not_before,
        "due_at": not_before or timezone.now(),
        "message_id": message_id(key, secret=settings.SECRET_KEY, domain=sender_domain()),
    }
    if returned := bouncing(address):
        values |= {"state": Message.State.BOUNCED, "error": returned.reason, "due_at": None}
    message, is_new = Message.objects.get_or_create(key=key, defaults=values)
    message.is_new = is_new
    if message.is_new and message.state == Message.State.WAITING:
        enqueue(message)
    return message


def sender_domain() -> str:
    """The domain that mail comes from, for Message-IDs."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
