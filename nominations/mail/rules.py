"""When to try again, and how a mail is known: plain values only."""

import hashlib
import hmac
from datetime import timedelta

#: How long to wait after the first, second, … attempt that came to nothing.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 120, 240, 480, 960))
#: After an attempt of which nobody knows how it ended: long enough for a server to recover and to answer.
DOUBT = timedelta(minutes=15)
#: How often a mail is handed over again of which nobody knows whether it left.
DOUBTS = 3
#: How long an attempt may take before its worker is taken for dead; no exchange with a server lasts so long.
LEASE = timedelta(minutes=10)
#: How long nobody asks a server again that did not answer.
SILENCE = timedelta(minutes=1)


def pause_after(attempts: int, *, uncertain: bool = False) -> timedelta | None:
    """How long to wait after so many attempts; None when it is a person's turn to decide."""
    if uncertain:
        return DOUBT if attempts < DOUBTS else None
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def message_id(key: str, *, secret: str, domain: str) -> str:
    """The Message-ID of a mail: the same for the same key at every attempt, and guessed by nobody."""
    digest = hmac.new(secret.encode(), key.encode(), hashlib.sha256).hexdigest()
    return f"<{digest[:40]}@{domain}>"
