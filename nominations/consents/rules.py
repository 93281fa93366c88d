"""How long a candidate's link holds, and how often somebody may guess. Pure."""

from datetime import datetime, timedelta

#: Wrong years of birth before a link locks itself.
MOST_TRIES = 5
#: Days within which a new link must be used.
DAYS_TO_ANSWER = 30
#: Once answered, the same link leads to the answers and changes them, for this long after the latest answer.
YEARS_TO_CHANGE = 5


def holds_until(moment: datetime, *, answered: bool) -> datetime:
    """Return when a link ends that was made, or answered, at ``moment``."""
    return moment + timedelta(days=365 * YEARS_TO_CHANGE if answered else DAYS_TO_ANSWER)


def holds(now: datetime, expires_at: datetime, locked_at: datetime | None) -> bool:
    """Say whether a link opens its page: neither over nor locked."""
    return locked_at is None and now < expires_at


def tries_left(tries: int) -> int:
    """How many more wrong years a link bears; none locks it."""
    return max(MOST_TRIES - tries, 0)
