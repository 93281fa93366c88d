"""A campaign's plan as plain values: what reports of its progress are written from, whoever keeps the plan.

The room that keeps assignments supplies them; the rooms that write papers ask for them here.

    @supplies_plan
    def plan_of(campaign) -> PlanFacts | None: ...
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


SUPPLIERS: list[Callable] = []


def supplies_plan(read: Callable) -> Callable:
    """Register the function of a campaign that gives its plan, or None where it has none."""
    SUPPLIERS[:] = [read]
    return read


def plan_of(campaign) -> PlanFacts | None:
    """The plan of a campaign; None where it has none, or where nobody keeps any."""
    return SUPPLIERS[0](campaign) if SUPPLIERS else None
