"""Handing one message to one subscriber, once, and telling what became of it."""

import http.client
import socket
import ssl
import time
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils import timezone
from standardwebhooks import Webhook

from .models import Attempt, Delivery
from .sockets import Connection, Deadline, Refused, addresses_of, target_of, tls_context

Fault = Attempt.Fault
#: Seconds that an attempt may last, from the look-up of the name to the last byte.
SECONDS = 15
#: As much of an answer is read, and as much of that is kept.
READ, KEPT = 4096, 500
#: After these it is the subscriber that is in trouble, not this one message.
SILENT = {Fault.ADDRESS, Fault.NAME, Fault.CONNECTION, Fault.CERTIFICATE, Fault.TIME, Fault.NONSENSE}


@dataclass(frozen=True)
class Answer:
    """How an attempt ended: the status where there was one, what went wrong where something did."""

    status: int | None = None
    fault: str = ""
    detail: str = ""
    text: str = ""
    milliseconds: int = 0

    @property
    def is_success(self) -> bool:
        return not self.fault

    @property
    def is_silent(self) -> bool:
        return self.fault in SILENT

    @property
    def is_gone(self) -> bool:
        """Whether the subscriber says that there is nobody any more who wants to hear."""
        return self.status == http.HTTPStatus.GONE


def send(delivery: Delivery) -> Answer:
    """Post a message; never raises, never follows a redirect, and is over in time whatever the other side does."""
    began = time.monotonic()
    try:
        answer = exchanged(delivery)
    except Refused as refused:
        answer = Answer(fault=Fault.ADDRESS, detail=str(refused))
    except TimeoutError:
        answer = Answer(fault=Fault.TIME)
    except socket.gaierror as error:
        answer = Answer(fault=Fault.NAME, detail=str(error))
    except ssl.SSLCertVerificationError as error:
        answer = Answer(fault=Fault.CERTIFICATE, detail=error.verify_message)
    except OSError as error:
        answer = Answer(fault=Fault.CONNECTION, detail=str(error) or type(error).__name__)
    except (http.client.HTTPException, ValueError) as error:
        answer = Answer(fault=Fault.NONSENSE, detail=f"{type(error).__name__} {error}")
    return replace(
        answer, detail=printable(answer.detail)[:300], milliseconds=int((time.monotonic() - began) * 1000)
    )


def exchanged(delivery: Delivery) -> Answer:
    deadline = Deadline(setting("WEBHOOKS_SECONDS", SECONDS))
    target = target_of(delivery.subscriber.url)
    if not target.is_secure and not setting("WEBHOOKS_ALLOW_HTTP", False):
        raise Refused(delivery.subscriber.url)
    addresses = addresses_of(target, deadline, setting("WEBHOOKS_NETWORKS", ()))
    connection = Connection(target, addresses, deadline, tls_context(setting("WEBHOOKS_CA_FILE", "")))
    try:
        connection.request("POST", target.path, delivery.body.encode(), headers_of(delivery))
        response = connection.getresponse()
        return judged(response.status, beginning_of(response))
    finally:
        connection.close()


def headers_of(delivery: Delivery) -> dict[str, str]:
    """Standard Webhooks: the id stays at every attempt, the moment is this one's; signed with every valid secret."""
    now = timezone.now()
    signatures = [
        Webhook(secret).sign(delivery.message_id, now, delivery.body)
        for secret in delivery.subscriber.secrets_at(now)
    ]
    return {
        "Content-Type": "application/json",
        "User-Agent": "wagtail-exemplars",
        "Accept-Encoding": "identity",
        "Connection": "close",
        "webhook-id": delivery.message_id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def beginning_of(response: http.client.HTTPResponse) -> str:
    """The first characters of an answer; what cannot be read any more is left out, for the status has come."""
    try:
        body = response.read1(READ) if response.length != 0 else b""
    except (OSError, http.client.HTTPException, ValueError):
        body = b""
    return printable(body.decode(errors="replace"))[:KEPT]


def printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text)


def judged(status: int, text: str) -> Answer:
    if 200 <= status < 300:
        return Answer(status, text=text)
    return Answer(status, Fault.REDIRECT if 300 <= status < 400 else Fault.STATUS, text=text)


def setting(name: str, default):
    return getattr(settings, name, default)
