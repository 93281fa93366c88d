"""When to try again, and how a mail is known: plain values only."""

import hashlib
import hmac
import re
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
#: How long every row stays: reminders are due for weeks, and bounces come back for days.
SHORTEST_MEMORY = timedelta(days=90)
#: A part of an address that is long enough to be a key: what it opens is for the reader of the mail alone.
KEY_IN_ADDRESS = re.compile(r"(?<=[/=])[\w:.%~+-]{24,}")


def without_keys(text: str) -> str:
    """The text of a mail, with the keys in its links replaced by dots.

    >>> without_keys("https://example.vn/c/eyJhIjoxfQ:1tXyZa:0123456789abcdef/ Kính")
    'https://example.vn/c/…/ Kính'
    """
    return re.sub(r"https?://\S+", lambda link: KEY_IN_ADDRESS.sub("…", link[0]), text)


def pause_after(attempts: int, *, uncertain: bool = False) -> timedelta | None:
    """How long to wait after so many attempts; None when it is a person's turn to decide."""
    if uncertain:
        return DOUBT if attempts < DOUBTS else None
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def message_id(key: str, *, secret: str, domain: str) -> str:
    """The Message-ID of a mail: the same for the same key at every attempt, and guessed by nobody."""
    digest = hmac.new(secret.encode(), key.encode(), hashlib.sha256).hexdigest()
    return f"<{digest[:40]}@{domain}>"
