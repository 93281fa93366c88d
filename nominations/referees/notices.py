"""Mail about letters of support. To a referee it names the unit and the campaign; the candidate stands on the page."""

from django.urls import reverse

from ..links import Purpose, full_address
from ..mail.actions import write_to, write_to_address
from .models import LetterRequest

#: To referees; there is no other way to the link.
REQUEST = "letter_request"
#: To the officer who asked: that a letter came, or that none will.
ANSWER = "letter_answer"


def tell_referee(letter: LetterRequest, template: str, key: str) -> None:
    nomination = letter.nomination
    write_to_address(
        letter.email,
        language=letter.language,
        kind=REQUEST,
        template=template,
        context={
            "letter": letter,
            "unit": nomination.unit,
            "campaign": nomination.campaign,
            "url": full_address("letter:page", Purpose.LETTER, letter.link, letter.language),
        },
        key=key,
        nomination=nomination,
        unit=nomination.unit,
        campaign=nomination.campaign,
    )


def tell_officer(letter: LetterRequest, key: str) -> None:
    """Tell whoever asked that the referee has answered; of a letter that it came, and nothing of it."""
    nomination = letter.nomination
    write_to(
        letter.asked_by,
        kind=ANSWER,
        template="letter_answered",
        context={
            "letter": letter,
            "nomination": nomination,
            "declined": letter.declined_at is not None,
            "url": reverse("referees:letters", args=[nomination.reference]),
        },
        key=key,
        nomination=nomination,
        unit=nomination.unit,
        campaign=nomination.campaign,
    )
