"""Whether two records are about one person, by name, date of birth and identity number. Pure.

The machine points out and explains; whether they are one person is for a screener to say.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import combinations

from rapidfuzz.distance import OSA, Indel

from exemplars.vocabulary.names import fold

#: With the same day of birth, so much less likeness of the names is enough.
SAME_DAY_ALLOWANCE = 8
#: What one word with other marks ("Hoa", "Hòa") takes from the likeness of two names.
OTHER_MARKS = 5
EXACT = 100


class Birth(StrEnum):
    """How two dates of birth, each perhaps a year alone or missing, stand to each other."""

    SAME_DAY = "same_day"
    SLIP = "slip"
    SAME_YEAR = "same_year"
    UNKNOWN = "unknown"
    DIFFERENT = "different"


class Reason(StrEnum):
    """Why two records are shown to a screener."""

    IDENTITY = "identity"
    SAME_NAME = "same_name"
    MARKS = "marks"
    ORDER = "order"
    SLIP = "slip"
    SAME_DAY = "same_day"
    BIRTH_SLIP = "birth_slip"
    SAME_YEAR = "same_year"
    BIRTH_UNKNOWN = "birth_unknown"


BIRTH_REASONS = {
    Birth.SAME_DAY: Reason.SAME_DAY,
    Birth.SLIP: Reason.BIRTH_SLIP,
    Birth.SAME_YEAR: Reason.SAME_YEAR,
    Birth.UNKNOWN: Reason.BIRTH_UNKNOWN,
}


@dataclass(frozen=True)
class Person:
    """What is compared of a person; ``identity`` is the hash of the identity number, empty where none is given."""

    key: object
    name: str
    birth_year: int | None = None
    birth_date: date | None = None
    identity: str = ""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The name's words without case and marks."""
        return tuple(re.findall(r"\w+", fold(self.name)))

    @cached_property
    def orders(self) -> tuple[str, ...]:
        """The name as it may be written: as it stands, given name first, family name last, both exchanged.

        >>> Person(1, "Phan Thị Lụa").orders
        ('phan thi lua', 'lua phan thi', 'thi lua phan', 'lua thi phan')
        """
        words = self.words
        ways = (words, words[-1:] + words[:-1], words[1:] + words[:1], words[-1:] + words[1:-1] + words[:1])
        return tuple(dict.fromkeys(" ".join(way) for way in ways))

    @cached_property
    def letters(self) -> str:
        """The letters of the name in alphabetical order: whoever differs much here is nobody alike."""
        return "".join(sorted("".join(self.words)))

    @cached_property
    def marks(self) -> dict[str, str]:
        """The marks of each word of the name, by the word without them; empty when it was typed without any."""
        found = {fold(word): marks_of(word) for word in re.findall(r"\w+", self.name)}
        return found if any(found.values()) else {}


def marks_of(word: str) -> str:
    """Return the marks of a word in a fixed order, so that “Hoà” and “Hòa” agree."""
    text = unicodedata.normalize("NFD", word.casefold().replace("đ", "d\u0335"))
    return "".join(sorted(c for c in text if unicodedata.combining(c)))


@dataclass(frozen=True)
class Likeness:
    """How much two people are alike, 0 to 100, and why they are shown."""

    score: int
    reasons: tuple[Reason, ...]


def births(one: Person, other: Person) -> Birth:
    """Compare two dates of birth.

    >>> births(Person(1, "", 1981), Person(2, "", 1981, date(1981, 7, 14)))
    <Birth.SAME_YEAR: 'same_year'>
    """
    if one.birth_date and other.birth_date:
        if one.birth_date == other.birth_date:
            return Birth.SAME_DAY
        return Birth.SLIP if is_slip(one.birth_date, other.birth_date) else Birth.DIFFERENT
    if one.birth_year is None or other.birth_year is None:
        return Birth.UNKNOWN
    return Birth.SAME_YEAR if one.birth_year == other.birth_year else Birth.DIFFERENT


def is_slip(one: date, other: date) -> bool:
    """Say whether two days of one year look like one day mistyped: a single digit, or day and month exchanged."""
    if one.year != other.year:
        return False
    if (one.day, one.month) == (other.month, other.day):
        return True
    return sum(a != b for a, b in zip(f"{one:%d%m}", f"{other:%d%m}", strict=True)) == 1


def name_likeness(one: Person, other: Person, *, at_least: int = 0) -> tuple[int, tuple[Reason, ...]]:
    """Compare two names blind to case, marks and order: per cent of letters that agree, and what differs.

    A letter added, left out, replaced, or two exchanged count as one slip. 0 where it is below ``at_least``.

    >>> name_likeness(Person(1, "Phan Thị Lụa"), Person(2, "LUA Phan Thi"))
    (100, (<Reason.MARKS: 'marks'>, <Reason.ORDER: 'order'>))
    """
    if one.name == other.name:
        return EXACT, (Reason.SAME_NAME,)
    if are_far_apart(one, other, at_least):
        return 0, ()
    cutoff = max(at_least, 1) / 100
    plain, *turned = other.orders or ("",)
    straight = OSA.normalized_similarity(one.orders[0], plain, score_cutoff=cutoff) if one.orders else 0
    best = max(
        (OSA.normalized_similarity(one.orders[0], way, score_cutoff=cutoff) for way in turned), default=0
    )
    share = max(straight, best)
    if not share:
        return 0, ()
    reasons = [Reason.SLIP] if share < 1 else []
    if other_marks(one, other) or bool(one.marks) != bool(other.marks):
        reasons.append(Reason.MARKS)
    if best > straight:
        reasons.append(Reason.ORDER)
    score = max(int(share * 100) - OTHER_MARKS * other_marks(one, other), 0)
    return score, tuple(reasons) or (Reason.SAME_NAME,)


def are_far_apart(one: Person, other: Person, at_least: int) -> bool:
    """Say, cheaply, whether two names differ in more letters than so many per cent allow, in whatever order.

    A slip changes at most two letters of those that a name has in all.
    """
    longest = max(len(one.orders[0]), len(other.orders[0])) if one.words and other.words else 0
    slips = longest * (EXACT - at_least) // EXACT
    return Indel.distance(one.letters, other.letters, score_cutoff=2 * slips) > 2 * slips


def other_marks(one: Person, other: Person) -> int:
    """Count the words that both names have and write with other marks; none when one was typed without any."""
    mine, its = one.marks, other.marks
    if not mine or not its:
        return 0
    return sum(mine[word] != its[word] for word in mine.keys() & its.keys())


def wanted(birth: Birth, threshold: int, *, other_identity: bool) -> int | None:
    """Return from which likeness of the names on two people are shown; None where they are not at all.

    The same day of birth is strong evidence, so names may differ more; without any date only the same
    name counts. Two different identity numbers are outweighed by the same day of birth alone.
    """
    if birth is Birth.DIFFERENT or (other_identity and birth is not Birth.SAME_DAY):
        return None
    if birth is Birth.UNKNOWN:
        return EXACT
    if birth is Birth.SAME_DAY and not other_identity:
        return threshold - SAME_DAY_ALLOWANCE
    return threshold


def same_person(one: Person, other: Person, threshold: int) -> Likeness | None:
    """Say why two records may be about one person, or None.

    The same identity number is enough. Else the names must be alike from ``threshold`` per cent and the
    dates of birth must not contradict each other.
    """
    name_wanted = 0
    if one.identity and one.identity == other.identity:
        score, reasons = name_likeness(one, other)
        return Likeness(EXACT, (Reason.IDENTITY, *reasons))
    birth = births(one, other)
    name_wanted = wanted(birth, threshold, other_identity=bool(one.identity and other.identity))
    if name_wanted is None:
        return None
    score, reasons = name_likeness(one, other, at_least=name_wanted)
    return Likeness(score, (*reasons, BIRTH_REASONS[birth])) if score >= name_wanted else None


def alike(one: Person, others: Iterable[Person], threshold: int) -> Iterator[tuple[Person, Likeness]]:
    """Yield everybody who may be this person, with the reason."""
    for other in others:
        if (likeness := same_person(one, other, threshold)) and other.key != one.key:
            yield other, likeness


def pairs(people: Iterable[Person], threshold: int) -> Iterator[tuple[Person, Person, Likeness]]:
    """Yield every pair among many people who may be one person, each once.

    Compares only who can be the same at all: those born in one year, those with one identity number, and
    whoever has no year of birth with those of the very same words.
    """
    seen = set()
    for block in blocks(people):
        for one, other in combinations(block, 2):
            pair = (id(one), id(other)) if id(one) < id(other) else (id(other), id(one))
            if pair not in seen and (likeness := same_person(one, other, threshold)):
                seen.add(pair)
                yield one, other, likeness


def blocks(people: Iterable[Person]) -> Iterator[list[Person]]:
    """Yield the groups within which two records may be about one person; a person may stand in several."""
    years, identities, names = defaultdict(list), defaultdict(list), defaultdict(list)
    for one in people:
        if one.birth_year is not None:
            years[one.birth_year].append(one)
        if one.identity:
            identities[one.identity].append(one)
        names[tuple(sorted(one.words))].append(one)
    yield from years.values()
    yield from identities.values()
    yield from (block for block in names.values() if any(one.birth_year is None for one in block))
