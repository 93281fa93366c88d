"""Reading the log from a place on, and writing such a place down for a reader to bring back."""

from dataclasses import dataclass

from django.core import signing

from .models import Change, LogEnd
from .rules import Place

SIGNER = {"sep": ".", "salt": "exemplars.changes"}


class PlaceLost(Exception):
    """From this place on a reader may miss something: it must begin anew."""


@dataclass(frozen=True)
class Part:
    """Changes in their order, the place behind them, and whether there are more already."""

    changes: list[Change]
    next: Place
    has_more: bool


def read_from(place: Place | None, *, limit: int) -> Part:
    """Read at most ``limit`` changes from a place on; without one, from the beginning. Raises PlaceLost."""
    end = LogEnd.objects.filter(pk=1).first() or LogEnd()
    place = place or Place(0, end.forgotten)
    if not place.is_trusted(last=end.last, forgotten=end.forgotten):
        raise PlaceLost
    rows = list(Change.objects.filter(sequence__gt=place.sequence)[: limit + 1])
    changes = rows[:limit]
    reached = changes[-1].sequence if changes else place.sequence
    return Part(changes, Place(reached, place.forgotten), len(rows) > limit)


def written(place: Place) -> str:
    """The place as a cursor: signed, so that none is made up."""
    return signing.Signer(**SIGNER).sign_object([place.sequence, place.forgotten])


def place_in(cursor: str) -> Place:
    """Read a cursor; ValueError for one that ``written`` did not make."""
    try:
        sequence, forgotten = signing.Signer(**SIGNER).unsign_object(cursor)
    except (signing.BadSignature, ValueError) as unknown:
        raise ValueError(cursor) from unknown
    return Place(sequence, forgotten)
