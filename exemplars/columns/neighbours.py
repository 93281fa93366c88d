"""Who stands before and after a profile in a column, at a constant number of queries."""

import re
from dataclasses import dataclass

from ..profiles.models import ExemplarPage
from .models import ColumnPage
from .order import UNPLACED, after, before

#: As many columns as are asked whether they hold a profile.
MOST_COLUMNS = 5
SLUG = re.compile(r"[-\w]{1,255}")


@dataclass(frozen=True)
class Neighbours:
    """A column, and the profiles on both sides of one in it; None at its ends."""

    column: ColumnPage
    previous: ExemplarPage | None
    next: ExemplarPage | None


def neighbours(profile: ExemplarPage, through: str = "") -> Neighbours | None:
    """The profile's neighbours in the column whose slug is ``through``, else in the first that holds it."""
    fitting = ColumnPage.objects.published().fitting(profile).select_related("locale").order_by("path")
    columns = list(fitting[:MOST_COLUMNS])
    if SLUG.fullmatch(through):
        columns.sort(key=lambda column: column.slug != through)
    column = next((column for column in columns if not column.words or holds(column, profile)), None)
    return around(profile, column) if column else None


def holds(column: ColumnPage, profile: ExemplarPage) -> bool:
    """Say whether a column holds a profile that fits it: it was chosen by hand, or the words occur in it."""
    return profile.translation_key in column.picked_keys() or profile.pk in column.answering()


def around(profile: ExemplarPage, column: ColumnPage) -> Neighbours | None:
    keys = column.picked_keys()
    placed = profile.translation_key in keys
    profile.place = keys.index(profile.translation_key) if placed else UNPLACED
    profiles = column.profiles().select_related("locale")
    sides = [before(profiles, profile)[:1], after(profiles, profile)[:1]]
    previous, following = (side.first() for side in sides)
    if previous is None and following is None:
        return None
    return Neighbours(column, previous, following)
