"""Invented people by the thousand, with planted duplicates: one person written down twice, as people do.

people, planted = invent_people(3500, duplicates=200, seed=1)
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from exemplars.vocabulary.names import fold
from home.loading.inventions import invent
from nominations.screening.rules import Person, pairs

#: How a person's record differs in the second nomination.
WAYS = (
    "marks",
    "order",
    "slip",
    "partial_date",
    "date_slip",
    "identity",
    "marks_and_order",
    "slip_and_partial",
)
IDENTITY = WAYS.index("identity")
LETTERS = "abcdefghiklmnoprstuvxy"


@dataclass(frozen=True)
class Found:
    """What the rule found of what was planted."""

    right: int
    wrong: int
    planted: int
    missed: tuple[tuple[str, str, str], ...]

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / self.planted


def invent_people(count: int, *, duplicates: int, seed: int) -> tuple[list[Person], dict[frozenset, str]]:
    """Make up ``count`` records, ``duplicates`` of which are of a person who stands among the others.

    Four in five give the day of birth, the others the year alone, and half an identity number. Returns the
    records and the planted pairs with the way in which each differs.
    """
    rng, people, planted = Random(f"people {seed}"), [], {}
    while len(people) < count - duplicates:
        people.append(somebody(rng, len(people)))
    for number, one in enumerate(rng.sample(people, duplicates)):
        way = WAYS[number % len(WAYS)] if one.identity or number % len(WAYS) != IDENTITY else "slip"
        twin = rewritten(one, way, rng, key=len(people))
        people.append(twin)
        planted[frozenset((one.key, twin.key))] = way
    rng.shuffle(people)
    return people, planted


def somebody(rng: Random, key: int) -> Person:
    born = date(1955, 1, 1) + timedelta(days=rng.randrange(46 * 365))
    identity = f"{rng.getrandbits(64):x}" if rng.random() < 0.5 else ""
    return Person(key, invent(rng).name, born.year, born if rng.random() < 0.8 else None, identity)


def rewritten(one: Person, way: str, rng: Random, *, key: int) -> Person:
    """Write a person's record down once more, without the identity number unless that is the way."""
    name, born = one.name, one.birth_date
    if "marks" in way:
        name = fold(name).title()
    if "order" in way:
        words = name.split()
        name = " ".join(
            [words[-1], *words[:-1]] if rng.random() < 0.5 else [words[-1], *words[1:-1], words[0]]
        )
    if "slip" in way and way != "date_slip":
        name = mistyped(name, rng)
    if "partial" in way:
        born = None
    if way == "date_slip" and born:
        born = other_day(born)
    if way == "identity":
        return Person(key, mistyped(mistyped(name, rng), rng), one.birth_year, None, one.identity)
    return Person(key, name, one.birth_year, born, "")


def other_day(born: date) -> date:
    """Exchange day and month where that gives a day, or mistype the last digit of the day."""
    if born.day <= 12 and born.day != born.month:
        return born.replace(day=born.month, month=born.day)
    return born.replace(day=born.day - 1 if born.day % 10 else born.day + 1)


def mistyped(name: str, rng: Random) -> str:
    """Leave out, double, replace or exchange one letter within a name."""
    at = rng.choice([at for at in range(1, len(name) - 1) if name[at : at + 2].isalpha()])
    kind = rng.choice(("drop", "double", "replace", "exchange"))
    if kind == "drop":
        return name[:at] + name[at + 1 :]
    if kind == "double":
        return name[:at] + name[at] + name[at:]
    if kind == "replace":
        return name[:at] + rng.choice(LETTERS) + name[at + 1 :]
    return name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def search(people: list[Person], planted: dict[frozenset, str], threshold: int = 92) -> Found:
    """Let the rule look for all pairs, and hold what it finds against what was planted."""
    found = {frozenset((one.key, other.key)) for one, other, _ in pairs(people, threshold)}
    names = {one.key: f"{one.name}, {one.birth_date or one.birth_year}" for one in people}
    missed = tuple(
        (way, *(names[key] for key in sorted(pair))) for pair, way in planted.items() if pair not in found
    )
    return Found(len(found & planted.keys()), len(found - planted.keys()), len(planted), missed)
