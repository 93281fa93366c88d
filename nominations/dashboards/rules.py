"""Counting: what may be shown of people without showing a person, and how long things wait. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median

#: Groups of fewer people than this are not shown by themselves.
SMALLEST = 5


# --- Small numbers ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Published:
    """A table that may be shown: groups by themselves, and those whose numbers are only shown together."""

    shown: dict[str, int]
    together: tuple[str, ...] = ()
    together_count: int = 0
    #: Nothing can be shown: every group is small.
    withheld: bool = False


def published(counts: Mapping[str, int], smallest: int = SMALLEST) -> Published:
    """Merge small groups, and with them the next larger, so that no small number can be worked out.

    Groups below ``smallest`` go together with every group of the least number that is not below it. What
    is shown then says which numbers stand in the merged row, at best, and never which group has which:
    exchange the numbers of any two merged groups and the very same table is shown. So the number of a
    small group follows neither from the totals nor from knowing this rule. Where all groups are small,
    nothing is shown at all.

    >>> published({"Kinh": 90, "Tày": 9, "Nùng": 2})
    Published(shown={'Kinh': 90}, together=('Nùng', 'Tày'), together_count=11, withheld=False)
    """
    present = {name: count for name, count in counts.items() if count}
    if all(count >= smallest for count in present.values()):
        return Published(present)
    limit = min((count for count in present.values() if count >= smallest), default=None)
    if limit is None:
        return Published({}, withheld=True)
    merged = sorted(name for name, count in present.items() if count <= limit)
    shown = {name: count for name, count in present.items() if count > limit}
    return Published(shown, tuple(merged), sum(present[name] for name in merged))


# --- Groups of people -------------------------------------------------------------------------------

KIND_OF_PLACE = re.compile(r"^(tỉnh|thành phố|thanh pho|tinh|tp\.?)\s+", re.IGNORECASE)
#: A place that begins so lies within a province and does not name it.
SMALLER = re.compile(r"^(xã|phường|thị trấn|thị xã|huyện|quận|thôn|bản|ấp|làng)\s", re.IGNORECASE)


def province_of(home_place: str) -> str:
    """The province is what stands after the last comma of a home place; empty where none is named.

    >>> province_of("Xã Quỳ Châu, tỉnh Nghệ An"), province_of("Xã Quỳ Châu")
    ('Nghệ An', '')
    """
    last = home_place.rpartition(",")[2].strip().rstrip(".")
    return "" if SMALLER.match(last) else KIND_OF_PLACE.sub("", last).strip()


#: Levels by what their names contain once folded, the highest first.
LEVELS = (
    ("doctorate", ("tien si", "tien sy")),
    ("master", ("thac si", "thac sy", "cao hoc", "chuyen khoa")),
    ("degree", ("dai hoc", "cu nhan", "ky su", "bac si", "bac sy", "duoc si", "kien truc su", "luat su")),
    ("college", ("cao dang",)),
    ("vocational", ("trung cap", "so cap", "cong nhan ky thuat", "hoc nghe", "day nghe")),
    ("school", ("pho thong", "thpt", "thcs", "12/12", "10/10", "trung hoc")),
)
RANKS = (("associate", ("pho giao su", "pgs")), ("professor", ("giao su", "gs")))


def level_of(folded: str, levels: Iterable[tuple[str, tuple[str, ...]]] = LEVELS) -> str:
    """The first level whose words stand in a folded text; ``other`` where none does, empty for an empty text.

    >>> level_of("thac si cong nghe thong tin")
    'master'
    """
    if not folded.strip():
        return ""
    return next((level for level, words in levels if any(holds(folded, word) for word in words)), "other")


def holds(text: str, word: str) -> bool:
    """Say whether a word stands in a text as a word of its own."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def spelled(counts: Mapping[str, int], fold) -> dict[str, int]:
    """Add up spellings that differ in case and diacritics alone, under the one that is used most."""
    totals, best = Counter(), {}
    for name, count in sorted(counts.items(), key=lambda row: (-row[1], row[0])):
        best.setdefault(fold(name), name)
        totals[fold(name)] += count
    return {best[key]: count for key, count in totals.items()}


# --- Waiting ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Waiting:
    """How long some nominations have waited, in whole days."""

    count: int = 0
    median: float = 0
    longest: int = 0
    over_target: int = 0


def waiting(days: Iterable[int], over_target: int = 0) -> Waiting:
    """Sum up so many days of waiting; nothing waits where there are none."""
    days = list(days)
    return Waiting(len(days), median(days), max(days), over_target) if days else Waiting()


# --- The four steps ---------------------------------------------------------------------------------

#: How many of the steps a nomination at each stage has passed: screening, consultation, council, decision.
PASSED = {
    "submitted": 0,
    "returned": 0,
    "ineligible": 0,
    "withdrawn": 0,
    "consultation": 1,
    "council": 2,
    "reserve": 2,
    "accepted": 3,
    "approved": 4,
    "revoked": 4,
}


def steps_passed(stage: str, *, decided: bool) -> int:
    """How many steps lie behind a nomination; one that was not selected fell to the council, or was ``decided``."""
    if stage == "declined":
        return 3 if decided else 2
    return PASSED[stage]


def funnel(standing: Iterable[tuple[str, bool, int]]) -> list[int]:
    """How many were handed in, and how many passed each of the four steps.

    ``standing`` holds the stage, whether the leader decided, and how many stand so.
    """
    passed = Counter()
    for stage, decided, count in standing:
        passed[steps_passed(stage, decided=decided)] += count
    return [sum(count for steps, count in passed.items() if steps >= step) for step in range(5)]


def share(part: int, whole: int) -> float:
    """A percentage from 0 to 100 to draw; nothing of nothing is nothing."""
    return min(100, 100 * part / whole) if whole else 0
