"""What a nomination must hold before it can be handed in, how long its texts may be, and what is open. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

REQUIRED_OF_CANDIDATE = (
    "name",
    "sex",
    "birth_year",
    "ethnicity",
    "home_place",
    "residence",
    "position",
    "qualification",
    "party_member",
    "duties",
)
OPTIONAL_OF_CANDIDATE = ("alias", "academic_rank", "identity_number", "phone", "email")
REQUIRED_OF_CASE = ("field", "summary", "case")
REQUIRED_EVIDENCE = ("report", "minutes")
OPTIONAL_EVIDENCE = ("portrait", "consent", "award", "other")
REQUIRED_ANSWERS = ("review", "story", "portrait", "video")
#: Columns of the rows of a list, by list: whether a row is of use without them.
REQUIRED_OF_ROWS = ("achievements.title",)
OPTIONAL_OF_ROWS = (
    "achievements.period",
    "achievements.detail",
    "achievements.result",
    "awards.decision_number",
    "awards.decision_date",
    "awards.issuer",
)
#: Without these there is no nomination; no campaign can leave them out.
ALWAYS_REQUIRED = frozenset({"candidate.name", "case.field", *REQUIRED_OF_ROWS})


# --- What a campaign asks -------------------------------------------------------------------------------


class Asking(StrEnum):
    REQUIRED = "required"
    OPTIONAL = "optional"
    NOT_ASKED = "not_asked"


class Measure(StrEnum):
    WORDS = "words"
    CHARACTERS = "characters"


def length_in(measure: str, text: str) -> int:
    """Count a text; a word (chữ) is a syllable between spaces.

    >>> length_in("words", "Chuyển đổi số"), length_in("characters", "Chuyển đổi số")
    (3, 13)
    """
    return len(text.split()) if measure == Measure.WORDS else len(text)


@dataclass(frozen=True)
class Limit:
    """How long a text may be."""

    number: int
    measure: Measure = Measure.CHARACTERS

    def excess(self, text: str) -> int:
        """By how many words or characters a text is too long; 0 where it fits."""
        return max(length_in(self.measure, text) - self.number, 0)


@dataclass(frozen=True)
class FormRules:
    """What a campaign asks, by place: ``candidate.alias``, ``case.summary``, ``achievements.detail``,
    ``evidence.report``; and how long the texts at these places may be."""

    asking: Mapping[str, Asking]
    limits: Mapping[str, Limit]

    def is_asked(self, place: str) -> bool:
        return self.asking.get(place, Asking.OPTIONAL) is not Asking.NOT_ASKED

    def is_required(self, place: str) -> bool:
        return self.asking.get(place) is Asking.REQUIRED

    def required_of(self, section: str) -> tuple[str, ...]:
        """The names within a section that submission asks for, in the order of the form."""
        return tuple(
            place.partition(".")[2]
            for place in self.asking
            if place.startswith(f"{section}.") and self.is_required(place)
        )

    def asked_of(self, section: str) -> tuple[str, ...]:
        """The names within a section that the form shows, in its order."""
        return tuple(
            place.partition(".")[2]
            for place in self.asking
            if place.startswith(f"{section}.") and self.is_asked(place)
        )

    def changed(self, changes: Iterable[tuple[str, Asking, Limit | None]]) -> "FormRules":
        """These rules as a campaign departs from them; a place without a new limit keeps its own."""
        asking, limits = dict(self.asking), dict(self.limits)
        for place, asked, limit in changes:
            if place not in ALWAYS_REQUIRED and place in asking:
                asking[place] = asked
            if limit is not None:
                limits[place] = limit
        return FormRules(MappingProxyType(asking), MappingProxyType(limits))


def _standard() -> FormRules:
    candidate = (
        "name", "alias", "sex", "birth_year", "ethnicity", "home_place", "residence", "position", "duties",
        "qualification", "academic_rank", "party_member", "identity_number", "phone", "email",
    )  # fmt: skip
    places = [f"candidate.{name}" for name in candidate]
    places += [f"case.{name}" for name in (*REQUIRED_OF_CASE, "achievements")]
    places += [*REQUIRED_OF_ROWS, *OPTIONAL_OF_ROWS[:3], "awards.awards", *OPTIONAL_OF_ROWS[3:]]
    places += [f"evidence.{kind}" for kind in (*REQUIRED_EVIDENCE, *OPTIONAL_EVIDENCE)]
    optional = {
        *(f"candidate.{name}" for name in OPTIONAL_OF_CANDIDATE),
        *(f"evidence.{kind}" for kind in OPTIONAL_EVIDENCE),
        *OPTIONAL_OF_ROWS,
    }
    asking = {place: Asking.OPTIONAL if place in optional else Asking.REQUIRED for place in places}
    limits = {
        "candidate.duties": Limit(2000),
        "case.summary": Limit(350),
        "case.case": Limit(20000),
        "achievements.detail": Limit(2000),
        "achievements.result": Limit(1000),
    }
    return FormRules(MappingProxyType(asking), MappingProxyType(limits))


#: The official form as it stands; a campaign sets down what departs from it.
STANDARD = _standard()
#: What the database itself holds at most, in characters, of the texts whose limit a campaign sets.
CEILINGS = {
    "candidate.duties": 6000,
    "case.summary": 3000,
    "case.case": 60000,
    "achievements.title": 200,
    "achievements.detail": 6000,
    "achievements.result": 6000,
}


# --- What is missing ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Missing:
    """One thing to be mended: the step where, and its field there.

    ``excess`` is 0 for what is missing, otherwise by how many of ``measure`` a text is too long.
    """

    step: str
    field: str
    excess: int = 0
    measure: str = ""


@dataclass(frozen=True)
class Dossier:
    """A nomination as plain values; ``consents`` holds the latest answer per purpose.

    ``untitled`` counts the achievements that have no name yet; ``rows`` holds the columns of each list.
    """

    candidate: dict[str, object]
    case: dict[str, object]
    achievements: int
    awards: int
    without_awards: bool
    evidence: frozenset[str] = frozenset()
    untitled: int = 0
    consents: dict[str, bool] = field(default_factory=dict)
    rows: dict[str, tuple[dict[str, object], ...]] = field(default_factory=dict)


def missing(dossier: Dossier, rules: FormRules = STANDARD) -> list[Missing]:
    """List everything that is missing or too long, in the order of the form.

    Source: the individual report form (Decree 98/2023); the complaint that lists arrive without
    birth year, qualification, membership and earlier awards.
    """
    return [
        *lacking("candidate", dossier.candidate, rules),
        *lacking("case", dossier.case, rules),
        *lacking_achievements(dossier, rules),
        *lacking_awards(dossier, rules),
        *[
            Missing("evidence", kind)
            for kind in rules.required_of("evidence")
            if kind not in dossier.evidence
        ],
        *[Missing("consent", purpose) for purpose in REQUIRED_ANSWERS if purpose not in dossier.consents],
        *([Missing("consent", "review")] if dossier.consents.get("review") is False else []),
    ]


def lacking(section: str, values: Mapping[str, object], rules: FormRules) -> list[Missing]:
    """What a section of single fields lacks, or has too much of."""
    found = []
    for name in rules.asked_of(section):
        place, value = f"{section}.{name}", values.get(name)
        if name == "achievements":
            continue
        if empty(value):
            found += [Missing(section, name)] if rules.is_required(place) else []
        elif (limit := rules.limits.get(place)) and (excess := limit.excess(str(value))):
            found.append(Missing(section, name, excess, limit.measure))
    return found


def lacking_achievements(dossier: Dossier, rules: FormRules) -> list[Missing]:
    wanted = rules.is_required("case.achievements")
    if (
        (wanted and not dossier.achievements)
        or dossier.untitled
        or blank_column(dossier, "achievements", rules)
    ):
        return [Missing("case", "achievements")]
    return too_long_rows("case", "achievements", dossier, rules)


def lacking_awards(dossier: Dossier, rules: FormRules) -> list[Missing]:
    silent = not dossier.awards and not dossier.without_awards
    if (silent and rules.is_required("awards.awards")) or blank_column(dossier, "awards", rules):
        return [Missing("awards", "awards")]
    return []


def blank_column(dossier: Dossier, name: str, rules: FormRules) -> bool:
    """Say whether a row of a list lacks a column that the campaign requires."""
    columns = [column for column in rules.required_of(name) if column != name]
    return any(empty(row.get(column, "x")) for row in dossier.rows.get(name, ()) for column in columns)


def too_long_rows(step: str, name: str, dossier: Dossier, rules: FormRules) -> list[Missing]:
    """The text of a list that is too long by most, if any is."""
    limits = [
        (place.partition(".")[2], one) for place, one in rules.limits.items() if place.startswith(f"{name}.")
    ]
    found = [
        Missing(step, name, excess, limit.measure)
        for row in dossier.rows.get(name, ())
        for column, limit in limits
        if (excess := limit.excess(str(row.get(column) or "")))
    ]
    return sorted(found, key=lambda one: -one.excess)[:1]


def empty(value: object) -> bool:
    """Say whether a value counts as missing; False and 0 are answers."""
    return value is None or value == "" or (isinstance(value, str) and not value.strip())


# --- What is open after a return ------------------------------------------------------------------------

#: Columns that are shown together, under the place that is remarked on.
SAME_PLACE = {"candidate.birth_date": "candidate.birth_year", "case.without_awards": "awards"}


@dataclass(frozen=True)
class Opening:
    """What the unit may change now: everything, or the places that the reviewers remarked on.

    ``achievements`` opens the whole list, ``achievements.2`` its second row.
    """

    everything: bool = True
    places: frozenset[str] = frozenset()
    #: How many rows each list had when it was returned; rows that were added since are the unit's to change.
    stood: tuple[tuple[str, int], ...] = ()

    def allows(self, place: str) -> bool:
        """Say whether one place may be changed.

        >>> Opening(False, frozenset({"candidate.birth_date"})).allows("candidate.birth_year")
        True
        """
        if self.everything:
            return True
        asked = SAME_PLACE.get(place, place)
        opened = {SAME_PLACE.get(one, one) for one in self.places}
        return asked in opened or asked.partition(".")[0] in opened

    def rows_of(self, name: str) -> frozenset[int]:
        """The numbers of the rows of a list that may be changed, from 1."""
        numbers = (place.partition(".")[2] for place in self.places if place.startswith(f"{name}."))
        return frozenset(int(number) for number in numbers if number.isdigit())

    def allows_list(self, name: str, before: list[object], after: list[object]) -> bool:
        """Say whether a list may become another: closed rows stay where and as they are, and none goes.

        Where a row was remarked on, others may follow the last: what is to be divided needs a second one.
        """
        if self.everything or self.allows(name) or before == after:
            return True
        changed = {
            number
            for number, pair in enumerate(zip(before, after, strict=False), start=1)
            if pair[0] != pair[1]
        }
        opened = self.rows_of(name)
        if not opened:
            return False
        stood = self.stood_of(name, len(before))
        return len(after) >= stood and {number for number in changed if number <= stood} <= opened

    def stood_of(self, name: str, now: int) -> int:
        """How many rows of a list stay in it: those of the return, or all that there are ``now``."""
        return min(dict(self.stood).get(name, now), now)


OPEN = Opening()
