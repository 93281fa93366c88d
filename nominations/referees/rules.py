"""When a letter may be asked for, written and corrected. Pure."""

from datetime import date, timedelta
from enum import StrEnum

#: Days that a referee is given, where the officer says nothing else, and at least and at most.
DAYS_TO_WRITE, FEWEST_DAYS, MOST_DAYS = 14, 1, 60
#: A referee who has not answered is reminded once, so many days before the last day.
REMIND_DAYS_BEFORE = 3


class State(StrEnum):
    """What has become of a request; the unit reads this of a letter, and nothing else."""

    ASKED = "asked"
    OPENED = "opened"
    ANSWERED = "answered"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    LATE = "late"


def may_write(*, with_unit: bool, awaits_screening: bool, has_answered: bool) -> bool:
    """Say whether a letter is taken.

    As long as the unit has the dossier, a letter may be written and corrected. Once it is handed in, what
    was written stays as reviewers find it; a first letter still comes in time until screening is over.
    """
    return with_unit or (awaits_screening and not has_answered)


def remind_on(due_on: date) -> date:
    """Return the day from which a referee who has not answered is reminded."""
    return due_on - timedelta(days=REMIND_DAYS_BEFORE)
