"""A table of the dashboards: words and numbers that a screen reader reads as they stand, and bars that repeat them."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Bar:
    """A number drawn beside itself: percentages of the full width, ``mark`` where the limit stands."""

    width: float
    mark: float | None = None


@dataclass(frozen=True)
class Row:
    """One line: its name, its numbers, and the bar that repeats one of them."""

    name: str
    values: tuple = ()
    bar: Bar | None = None
    #: Said in words as well as shown: more than there is room for, or later than promised.
    warning: str = ""


@dataclass(frozen=True)
class Table:
    """One table: ``key`` names it in addresses and files, ``note`` says what it leaves out."""

    key: str
    title: str
    headings: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    total: Row | None = None
    note: str = ""
    empty: str = ""


def most(values) -> int:
    return max(values, default=0)
