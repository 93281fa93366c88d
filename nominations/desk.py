"""Where rooms add what a unit's people find in the workspace, without being imported there.

A room registers in its ``parts_added`` module, when the app is ready:

    @home_part(order=20, template="nominations/followup/home_part.html")
    def announcements(user, now):
        return {"announcements": ...}        # None leaves the part out

    @nomination_part(order=40, template="nominations/referees/part.html")
    def letters(nomination, user):
        return {"letters": ...}

    @receipt_part(order=10, template="nominations/papers/unit_part.html")
    def papers(nomination, user):
        return {"papers": ...}

    @navigation_entry(order=30)
    def tasks(user):
        return Entry(_("Tasks"), reverse("followup:tasks"), count=3)
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One entry of the workspace's navigation; ``count`` says how many things wait there."""

    label: str
    url: str
    count: int = 0


@dataclass(frozen=True)
class Part:
    """One section of a page: where it stands, what draws it, and what gathers its context."""

    order: int
    template: str
    gather: Callable[..., dict | None]
    aside: bool = False


HOME: list[Part] = []
NOMINATION: list[Part] = []
RECEIPT: list[Part] = []
NAVIGATION: list[tuple[int, Callable[[object], Entry | None]]] = []


def home_part(*, order: int, template: str, aside: bool = False):
    """Register a function of (user, now) as a section of the workspace's first page."""
    return _added(HOME, order, template, aside)


def nomination_part(*, order: int, template: str, aside: bool = False):
    """Register a function of (nomination, user) as a section of what a unit reads of one nomination."""
    return _added(NOMINATION, order, template, aside)


def receipt_part(*, order: int, template: str):
    """Register a function of (nomination, user) as a section beside the receipt."""
    return _added(RECEIPT, order, template, aside=True)


def navigation_entry(*, order: int):
    """Register a function of a user that answers an entry of the navigation, or None."""

    def register(make):
        NAVIGATION.append((order, make))
        NAVIGATION.sort(key=lambda entry: entry[0])
        return make

    return register


def home_parts(user, now, *, aside: bool) -> list[dict]:
    return _gathered(HOME, aside, user, now)


def nomination_parts(nomination, user, *, aside: bool) -> list[dict]:
    return _gathered(NOMINATION, aside, nomination, user)


def receipt_parts(nomination, user) -> list[dict]:
    return _gathered(RECEIPT, True, nomination, user)


def navigation_of(user) -> list[Entry]:
    return [entry for _order, make in NAVIGATION if (entry := make(user)) is not None]


def _added(parts: list[Part], order: int, template: str, aside: bool):
    def register(gather):
        parts.append(Part(order, template, gather, aside))
        parts.sort(key=lambda part: part.order)
        return gather

    return register


def _gathered(parts: list[Part], aside: bool, *about) -> list[dict]:
    found = [(part, part.gather(*about)) for part in parts if part.aside == aside]
    return [{"template": part.template, "context": context} for part, context in found if context is not None]
