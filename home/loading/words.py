"""What candidates and referees are asked in the demonstration: one link waits, one letter came, one waits."""

from datetime import timedelta

from django.utils import timezone

from nominations.consents import notices as of_consents
from nominations.consents.actions import send_link
from nominations.models import Message, NominationPage
from nominations.referees import notices as of_letters
from nominations.referees.actions import ask_referee, write_letter

from .clock import happening_at
from .content import read
from .people import officer_of

DAYS_TO_WRITE = 12


def load_words() -> None:
    """Let the unit ask, and whoever answers answer. Nothing leaves: the mails are written as sent."""
    words = read("words")
    for row in words["letters"]:
        with happening_at(timezone.now() - timedelta(days=row["days_ago"])):
            enter_letter(row)
    for row in words["links"]:
        nomination = nomination_of(row)
        with happening_at(timezone.now() - timedelta(days=row["days_ago"])):
            send_link(nomination=nomination, user=officer_of(nomination.unit), address=row["address"])
    kinds = (of_consents.LINK, of_letters.REQUEST)
    waiting = Message.objects.filter(kind__in=kinds, state=Message.State.WAITING)
    waiting.update(state=Message.State.SENT, sent_at=timezone.now(), attempts=1)


def nomination_of(row: dict) -> NominationPage:
    return NominationPage.objects.get(candidate__name=row["candidate"])


def enter_letter(row: dict) -> None:
    nomination = nomination_of(row)
    letter = ask_referee(
        nomination=nomination,
        user=officer_of(nomination.unit),
        due_on=timezone.localdate() + timedelta(days=DAYS_TO_WRITE),
        **{name: row[name] for name in ("name", "email", "relation", "message")},
    )
    if "text" in row:
        write_letter(letter=letter, known_from=row["known_from"], text=row["text"])
