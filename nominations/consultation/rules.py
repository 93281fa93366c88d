"""How long a list stands open to comment, what a form must prove, what the council may read. Pure."""

import re
from datetime import date
from enum import StrEnum

from ..campaigns.working_days import add_working_days, working_days_between

#: Decree 98/2023, Art. 46(2): the list stands open for at least so many working days before the council meets.
DECREE_DAYS = 10
#: Nobody writes a signed comment faster than this; seconds between opening the form and sending it.
FASTEST = 3
#: A form lies open no longer than a working day; seconds.
OLDEST = 12 * 60 * 60


class Phase(StrEnum):
    OPEN = "open"
    OVER = "over"
    ENDED = "ended"


def closing_day(published_on: date, days: int) -> date:
    """Return the last day for comments: ``days`` whole working days, the first after that of publication.

    >>> closing_day(date(2023, 4, 28), 1)  # 29 April to 3 May are a weekend and holidays
    datetime.date(2023, 5, 4)
    """
    return add_working_days(published_on, days)


def working_days_left(today: date, opens_on: date, closes_on: date) -> int:
    """Count the working days that are left, today among them; on the day of publication, all of them.

    >>> working_days_left(date(2023, 5, 8), date(2023, 5, 5), date(2023, 5, 9))
    2
    """
    return working_days_between(max(date.fromordinal(today.toordinal() - 1), opens_on), closes_on)


def phase(today: date, closes_on: date, ended: bool) -> Phase:
    """Say where a consultation stands: its last day counts in full, and then it waits to be ended."""
    if ended:
        return Phase.ENDED
    return Phase.OPEN if today <= closes_on else Phase.OVER


class Age(StrEnum):
    """What the time says that passed between opening a form and sending it."""

    FIT = "fit"
    TOO_FAST = "too_fast"
    TOO_OLD = "too_old"


def age_of_form(seconds: float) -> Age:
    """Tell a person's pace from a machine's; a form from the future is one that nobody was given."""
    if seconds < FASTEST:
        return Age.TOO_FAST
    return Age.TOO_OLD if seconds > OLDEST else Age.FIT


LEFT_OUT = "[…]"
#: What may stand between two digits of a telephone number.
BETWEEN_DIGITS = r"[\s().\-]*"


def without_sender(text: str, *, name: str, phone: str, address: str) -> str:
    """Return a comment without its sender's name, telephone and address, however they are spaced or cased.

    >>> without_sender("Tôi, Lê Văn Mẫu (0912 345 678)", name="Lê Văn Mẫu", phone="0912345678", address="Hà Nội")
    'Tôi, […] ([…])'
    """
    words = [r"\s+".join(map(re.escape, part.split())) for part in (name, address) if part.strip()]
    digits = re.sub(r"\D", "", phone)
    numbers = [BETWEEN_DIGITS.join(digits)] if digits else []
    for pattern in sorted([*words, *numbers], key=len, reverse=True):
        text = re.sub(pattern, LEFT_OUT, text, flags=re.IGNORECASE)
    return text
