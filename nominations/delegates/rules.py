"""What may become of an invitation, how long an answer is taken, and how long records are kept. Pure."""

from datetime import date, datetime, timedelta
from enum import StrEnum


class State(StrEnum):
    """Where a person of the roster stands; ``LISTED`` has no invitation yet."""

    LISTED = "listed"
    INVITED = "invited"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    ATTENDED = "attended"


#: States from which somebody may still be invited, reminded, or come.
INVITABLE = frozenset({State.LISTED})
UNANSWERED = frozenset({State.INVITED})
EXPECTED = frozenset({State.INVITED, State.ACCEPTED})


def takes_answers(*, reply_by: date | None, starts_at: datetime, now: datetime, today: date) -> bool:
    """Say whether an invitation may be answered: until the end of its last day, and never once it has begun."""
    return now < starts_at and (reply_by is None or today <= reply_by)


def forget_on(ended_on: date, days: int) -> date:
    """The first day on which what is private about a conference's people has gone."""
    return ended_on + timedelta(days=days)


def fits_on_a_badge(name: str) -> bool:
    """Say whether a name is set large; a long one is set smaller instead of being cut.

    >>> fits_on_a_badge("Lò Thị Mai Sương")
    True
    """
    return len(name) <= 22
