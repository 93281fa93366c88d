"""A page of a column: so many profiles from a mark on, which costs the same wherever one has leafed to."""

from dataclasses import dataclass

from .order import after, before

PAGE_SIZE = 12
LONGEST_KEY = 12


@dataclass(frozen=True)
class Leaf:
    """The profiles of one page, and the marks of the pages beside it: a primary key each, or None."""

    profiles: list
    older: int | None
    newer: int | None


def leaf(profiles, parameters) -> Leaf:
    """Read the page that an address asks for: ``after`` or ``before`` a profile, else the first.

    A mark that is no profile of the column asks for nothing: the first page answers.
    """
    if mark := marked(profiles, parameters.get("before", "")):
        rows = list(before(profiles, mark)[: PAGE_SIZE + 1])
        shown = rows[:PAGE_SIZE][::-1]
        return Leaf(shown, mark_of(shown, -1), mark_of(shown, 0) if len(rows) > PAGE_SIZE else None)
    mark = marked(profiles, parameters.get("after", ""))
    rows = list((after(profiles, mark) if mark else profiles)[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    return Leaf(
        shown, mark_of(shown, -1) if len(rows) > PAGE_SIZE else None, mark_of(shown, 0) if mark else None
    )


def marked(profiles, key: str):
    """The profile of the column with this key, as typed into an address; None where it is none."""
    if not (key.isascii() and key.isdigit() and len(key) <= LONGEST_KEY):
        return None
    return profiles.select_related(None).prefetch_related(None).filter(pk=int(key)).first()


def mark_of(shown: list, position: int) -> int | None:
    return shown[position].pk if shown else None
