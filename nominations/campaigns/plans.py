"""A campaign's plan as plain values: what reports of its progress are written from, whoever keeps the plan.

The room that keeps assignments supplies them; the rooms that write papers ask for them here.

    supplies_plans(has=has_duties, read=plan_of)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Task:
    """One assignment; ``status`` is done, reported, overdue, under_way or waiting, ``days_late`` since it was due."""

    title: str
    lead: str
    due_on: date
    status: str
    supporting: tuple[str, ...] = ()
    percentage: int | None = None
    result: str = ""
    days_late: int = 0
    cost: int | None = None
    budget_source: str = ""
    difficulties: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()


@dataclass(frozen=True)
class Turnout:
    """How many units handed something in, are drafting, nominate nobody, or have said nothing."""

    units: int
    submitted: int
    drafting: int
    abstained: int
    silent: int
    nominations: int


@dataclass(frozen=True)
class PlanFacts:
    """A campaign's plan on one day."""

    as_of: date
    tasks: tuple[Task, ...]
    turnout: Turnout
    title: str = ""
    number: str = ""
    signed_on: date | None = None


@dataclass(frozen=True)
class Supplier:
    """Who keeps plans: whether a campaign has one, which is cheap to ask, and the plan itself."""

    has: Callable[[object], bool]
    read: Callable[[object], PlanFacts | None]


SUPPLIERS: list[Supplier] = []


def supplies_plans(*, has: Callable, read: Callable) -> None:
    """Register the room that keeps plans; a later one takes the place of an earlier."""
    SUPPLIERS[:] = [Supplier(has, read)]


def has_plan(campaign) -> bool:
    return any(supplier.has(campaign) for supplier in SUPPLIERS)


def plan_of(campaign) -> PlanFacts | None:
    """The plan of a campaign; None where it has none, or where nobody keeps any."""
    return next((supplier.read(campaign) for supplier in SUPPLIERS), None)
