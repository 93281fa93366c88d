"""Where rooms above the dossier add what they know of a nomination, without being imported here.

A room registers when the app is ready:

    @dossier_part(order=30, template="nominations/council/dossier_part.html")
    def scores(nomination, user):
        return {"scores": ...}        # None leaves the part out
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True)
class Part:
    """One section of the dossier: where it stands, what draws it, and what gathers its context."""

    order: int
    template: str
    gather: Callable[[object, object], dict | None]
    aside: bool = False


@dataclass(frozen=True)
class Margin:
    """What one room writes beside single entries of the dossier.

    ``gather`` is asked once for a nomination and a person; it answers a function of an entry, or None.
    """

    template: str
    gather: Callable[[object, object], Callable[[object], dict | None] | None]


PARTS: list[Part] = []
MARGINS: list[Margin] = []
READERS: list[Callable[[object], Q | None]] = []


def dossier_part(*, order: int, template: str, aside: bool = False):
    """Register a function of (nomination, user) as a section of the dossier; ``aside`` puts it beside the case."""

    def register(gather):
        PARTS.append(Part(order, template, gather, aside))
        PARTS.sort(key=lambda part: part.order)
        return gather

    return register


def dossier_margin(*, template: str):
    """Register a function of (nomination, user) that answers what stands beside each entry of the dossier."""

    def register(gather):
        MARGINS.append(Margin(template, gather))
        return gather

    return register


def write_margins(entries, nomination, user) -> None:
    """Give every entry what the rooms above write beside it for this person."""
    for margin in MARGINS:
        beside = margin.gather(nomination, user)
        for entry in entries if beside else ():
            if (context := beside(entry)) is not None:
                entry.margin.append({"template": margin.template, "context": context})


def dossier_reader(condition):
    """Register a function of a user that answers which nominations its room lets that person read, as a Q."""
    READERS.append(condition)
    return condition


def also_readable(user) -> Q:
    """What this person may read by the word of the rooms above; matches nothing where none speaks."""
    found = Q(pk__in=[])
    for condition in READERS:
        if (more := condition(user)) is not None:
            found |= more
    return found


def parts_of(nomination, user, *, aside: bool) -> list[dict]:
    """Gather the sections that this person sees of a nomination, each with its template and context."""
    gathered = [(part, part.gather(nomination, user)) for part in PARTS if part.aside == aside]
    return [
        {"template": part.template, "context": context} for part, context in gathered if context is not None
    ]
