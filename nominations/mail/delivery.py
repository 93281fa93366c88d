"""Sending what stands in the table: one worker at a time has a mail in hand, and each answer is written down."""

import logging
from email.utils import formatdate

from django.core.cache import cache
from django.core.mail import EmailMessage
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from .connection import Answer, Outcome, hand_over
from .kinds import leaves_trace
from .models import Message
from .querysets import MAY_LEAVE
from .rules import LEASE, SILENCE, pause_after

logger = logging.getLogger(__name__)
State = Message.State
SILENT = "mail-server-silent"


@task()
def deliver(message_id: int) -> str:
    """Send one mail if its moment has come and nobody else has it in hand; answer how that ended."""
    return attempt(message_id)


@task()
def sweep() -> int:
    return deliver_due()


def enqueue(message: Message) -> None:
    """Put the delivery of a mail in the queue, in the caller's transaction, for the moment at which it may leave."""
    if message.due_at > timezone.now():
        later(deliver, message.due_at, message.pk)
    else:
        deliver.enqueue(message.pk)


def later(work, moment, *about) -> None:
    """Leave a piece of work for later to a queue that can wait; elsewhere ``send_mail_due`` finds it."""
    if work.get_backend().supports_defer:
        work.using(run_after=moment).enqueue(*about)


def deliver_due() -> int:
    """Send every mail whose moment has come; answer how many left. Stops while the server does not answer."""
    doubt_lost_attempts()
    sent = 0
    for key in list(Message.objects.due().values_list("pk", flat=True)):
        if cache.get(SILENT):
            break
        sent += attempt(key) == Outcome.SENT
    return sent


def doubt_lost_attempts() -> int:
    """Mark what a worker had in hand when it was lost: nobody knows whether it left."""
    lost = Message.objects.filter(state=State.SENDING, claimed_at__lte=timezone.now() - LEASE)
    return sum(note(message, Answer(Outcome.UNCERTAIN, "the worker was lost")) for message in lost)


def attempt(key: int) -> str:
    """Claim a mail, hand it over, and write down the answer; empty where there was nothing to do."""
    if cache.get(SILENT):
        return ""
    message = claim(key)
    if message is None:
        return ""
    try:
        answer = hand_over(as_email(message))
    except Exception as error:
        logger.exception("A mail could not be made.", extra={"message": key})
        answer = Answer(Outcome.REFUSED, f"{type(error).__name__}: {error}")
    note(message, answer)
    if answer.is_silent:
        wait_for_server()
    return answer.outcome


def claim(key: int) -> Message | None:
    """Take a mail in hand, in one statement that only one of many workers can win; None for all others."""
    now = timezone.now()
    won = Message.objects.filter(pk=key, state__in=MAY_LEAVE, due_at__lte=now).update(
        state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1
    )
    return Message.objects.get(pk=key) if won else None


def as_email(message: Message) -> EmailMessage:
    """The same mail, byte for byte, at every attempt: a server that has it already can tell."""
    headers = {
        "Message-ID": message.message_id,
        "Date": formatdate(message.created_at.timestamp(), localtime=False),
        "Content-Language": message.language,
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(message.subject, message.body, None, [message.address], headers=headers)


def note(message: Message, answer: Answer) -> bool:
    """Write down how an attempt ended, unless the mail was taken out of this worker's hand meanwhile."""
    own = Message.objects.filter(pk=message.pk, state=State.SENDING, claimed_at=message.claimed_at)
    if answer.outcome == Outcome.SENT:
        # Even where it was given up for lost: now it is known.
        own = Message.objects.filter(pk=message.pk, state__in=[State.SENDING, State.UNCERTAIN])
    values = values_after(message, answer)
    done = values["state"] in (State.SENT, State.FAILED)
    if done and not leaves_trace(message.kind):
        return bool(own.delete()[0])
    written = bool(own.update(**values))
    if written and values["due_at"] is not None:
        later(deliver, values["due_at"], message.pk)
    return written


def values_after(message: Message, answer: Answer) -> dict:
    """What the row says after an attempt."""
    now = timezone.now()
    values = {"error": answer.words[:1000], "due_at": None}
    if answer.outcome == Outcome.SENT:
        return values | {"state": State.SENT, "sent_at": now}
    if answer.outcome == Outcome.REFUSED:
        return values | {"state": State.FAILED}
    uncertain = answer.outcome == Outcome.UNCERTAIN
    pause = pause_after(message.attempts, uncertain=uncertain)
    if uncertain:
        return values | {"state": State.UNCERTAIN, "due_at": now + pause if pause else None}
    return values | ({"state": State.WAITING, "due_at": now + pause} if pause else {"state": State.FAILED})


def wait_for_server() -> None:
    """Let nobody ask a silent server for a while, and then try everything that waits."""
    seconds = int(SILENCE.total_seconds())
    if cache.add(SILENT, True, seconds):
        later(sweep, timezone.now() + SILENCE)
