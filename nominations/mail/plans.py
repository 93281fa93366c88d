"""Where rooms say which mails the calendar will have them write, for the outbox to show.

@plans_mail
def calendar():
    return [Planned(moment, _("“2026” closes in 3 days"))]
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, order=True)
class Planned:
    """A mass mail that nobody has written yet: from when on it will be, and what about."""

    moment: datetime
    words: str


PLANS: list[Callable[[], list[Planned]]] = []


def plans_mail(plan: Callable[[], list[Planned]]):
    """Register a function that answers what will be written."""
    PLANS.append(plan)
    return plan


def planned() -> list[Planned]:
    return sorted(row for plan in PLANS for row in plan())
