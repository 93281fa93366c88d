"""People whom a file names twice, and people whom the unit has put forward already: pointed out, never refused."""

from collections import defaultdict
from dataclasses import dataclass, field

from exemplars.vocabulary.names import clean_text, fold

from ...dossiers.identity import identity_hash
from ...dossiers.models import NominationPage
from ...stages import Stage
from .checking import Entry


@dataclass
class Likeness:
    """Who else one person of the file may be: rows of the file, and nominations of the unit."""

    rows: list[int] = field(default_factory=list)
    nominations: list[NominationPage] = field(default_factory=list)


@dataclass(frozen=True)
class Person:
    """What tells one person from another; an unknown year fits any."""

    name: str
    year: int | None
    identity: str

    def may_be(self, other: "Person") -> bool:
        if self.identity and other.identity:
            return self.identity == other.identity
        return self.name == other.name and (not self.year or not other.year or self.year == other.year)


def person(candidate) -> Person:
    return Person(
        fold(clean_text(candidate.name)), candidate.birth_year, identity_hash(candidate.identity_number or "")
    )


def likenesses(entries: list[Entry], *, campaign, unit) -> dict[int, Likeness]:
    """By row, whom each person resembles; one query however many."""
    stored = known_of(campaign, unit)
    found: dict[int, Likeness] = defaultdict(Likeness)
    people = [(entry.row, person(entry.candidate)) for entry in entries]
    groups = grouped(people)
    known = grouped([(nomination, person(nomination.candidate)) for nomination in stored])
    for row, one in people:
        for other, _person in alike(one, groups):
            if other != row:
                found[row].rows.append(other)
        found_here = [nomination for nomination, _person in alike(one, known)]
        if found_here:
            found[row].nominations = found_here
    return dict(found)


def known_of(campaign, unit) -> list[NominationPage]:
    rows = NominationPage.objects.filter(campaign=campaign, unit=unit).exclude(stage=Stage.WITHDRAWN)
    return list(rows.select_related("candidate").defer("case", "summary").order_by("pk"))


def grouped(people) -> dict[str, list]:
    """Whatever was found for a person, by the folded name and by the identity number."""
    groups: dict[str, list] = defaultdict(list)
    for what, one in people:
        for key in filter(None, (f"n {one.name}", one.identity and f"i {one.identity}")):
            groups[key].append((what, one))
    return groups


def alike(one: Person, groups: dict[str, list]):
    keys = filter(None, (f"n {one.name}", one.identity and f"i {one.identity}"))
    found = {id(what) if not isinstance(what, int) else what: (what, other)
             for key in keys for what, other in groups.get(key, ()) if one.may_be(other)}  # fmt: skip
    return found.values()
