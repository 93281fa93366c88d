"""Handing one mail to the mail server, and telling what became of it."""

import logging
import smtplib
from dataclasses import dataclass
from enum import StrEnum

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import smtp

logger = logging.getLogger(__name__)


class Outcome(StrEnum):
    SENT = "sent"
    LATER = "later"  # definitely not taken now; may be later
    REFUSED = "refused"  # definitely not taken, and will not be
    UNCERTAIN = "uncertain"  # all of it was handed over, and no answer came


@dataclass(frozen=True)
class Answer:
    """How an attempt ended; ``is_silent`` when it is the server that is in trouble, not this one mail."""

    outcome: Outcome
    words: str = ""
    is_silent: bool = False


class Watched:
    """An SMTP session that knows when the final dot of a message has left: silence is no refusal from then on."""

    handed_over = False

    def send(self, s):
        super().send(s)
        if isinstance(s, bytes) and s.endswith(b"\r\n.\r\n"):
            self.handed_over = True


class WatchedSMTP(Watched, smtplib.SMTP):
    pass


class WatchedSMTPS(Watched, smtplib.SMTP_SSL):
    pass


class WatchedBackend(smtp.EmailBackend):
    """Django's backend, with sessions that know how far they came."""

    @property
    def connection_class(self):
        return WatchedSMTPS if self.use_ssl else WatchedSMTP


def watched_connection():
    """The connection of the settings; Django's own to an SMTP server is replaced by one that is watched."""
    connection = get_connection()
    return WatchedBackend() if type(connection) is smtp.EmailBackend else connection


def hand_over(mail: EmailMessage) -> Answer:
    """Try to hand a mail over, once. What goes wrong when the server has already taken it changes nothing."""
    connection = watched_connection()
    try:
        connection.open()
    except OSError as error:  # smtplib's exceptions are OSErrors
        return Answer(Outcome.LATER, words_of(error), is_silent=True)
    try:
        connection.send_messages([mail])
        return Answer(Outcome.SENT)
    except smtplib.SMTPRecipientsRefused as error:
        return by_code(*next(iter(error.recipients.values())))
    except smtplib.SMTPSenderRefused as error:
        # Our own sender is refused: the server's settings are at fault, or ours, and never the reader's address.
        return Answer(Outcome.LATER, words_of(error), is_silent=True)
    except smtplib.SMTPDataError as error:
        return by_code(error.smtp_code, error.smtp_error)
    except (smtplib.SMTPNotSupportedError, ValueError) as error:
        return Answer(Outcome.REFUSED, words_of(error))
    except OSError as error:
        outcome = Outcome.UNCERTAIN if was_handed_over(connection) else Outcome.LATER
        return Answer(outcome, words_of(error), is_silent=True)
    finally:
        part_from(connection)


def by_code(code: int, text) -> Answer:
    """Read a reply: 4xx may be asked again, 5xx is final, and what is no reply at all leaves us in doubt."""
    words = f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
    outcomes = {2: Outcome.SENT, 4: Outcome.LATER, 5: Outcome.REFUSED}
    return Answer(outcomes.get(code // 100, Outcome.UNCERTAIN), words)


def was_handed_over(connection) -> bool:
    """Say whether the whole mail had left when the session broke; of sessions nobody watched, suppose it."""
    return getattr(getattr(connection, "connection", None), "handed_over", True)


def words_of(error: Exception) -> str:
    code, text = getattr(error, "smtp_code", ""), getattr(error, "smtp_error", "")
    text = text.decode(errors="replace") if isinstance(text, bytes) else text
    return f"{code} {text}".strip() or str(error) or type(error).__name__


def part_from(connection) -> None:
    try:
        connection.close()
    except Exception:
        logger.info("The mail server did not say goodbye.", exc_info=True)
