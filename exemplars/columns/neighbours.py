"""Who stands before and after a profile in a column, at a constant number of queries."""

import re
from dataclasses import dataclass

from django.db.models import Case, Q, When

from ..profiles.models import ExemplarPage
from .models import ColumnPage
from .order import UNPLACED, after, before
from .querysets import behind_a_door

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
    profiles = column.profiles(ExemplarPage.objects.let_through().filter(~behind_a_door()))
    sides = [side(profiles, profile).values("pk")[:1] for side in (before, after)]
    found = profiles.filter(Q(pk__in=sides[0]) | Q(pk__in=sides[1])).select_related("locale")
    rows = list(found.annotate(comes_before=Case(When(pk__in=sides[0], then=True), default=False)))
    previous = next((row for row in rows if row.comes_before), None)
    following = next((row for row in rows if not row.comes_before), None)
    if previous is None and following is None:
        return None
    return Neighbours(column, previous, following)
