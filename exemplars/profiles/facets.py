"""By what a book of honour is narrowed, and how many people stand behind each choice."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..vocabulary.models import Bloc, Field, Unit
from ..vocabulary.names import fold

#: The columns of an entry that a list is narrowed by.
COLUMNS = ("field_id", "unit_id", "year", "honour")


@dataclass(frozen=True)
class Facet:
    """One question by which the list is narrowed: every value that may be chosen, with its words.

    ``meant`` is what each value means in ``column``: a bloc, for one, means all of its units.
    """

    name: str
    label: str
    column: str
    labels: dict[str, str]
    meant: dict[str, frozenset]
    ranked: bool = False

    def chosen(self, parameters: QueryDict) -> list[str]:
        """The values asked for, each once, without those that do not exist."""
        return [value for value in dict.fromkeys(parameters.getlist(self.name)) if value in self.labels]


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    selected: bool


@dataclass
class Choice:
    """What is chosen in every facet: ``{"year": ["2023", "2024"], …}``, in the facets' order."""

    facets: list[Facet]
    values: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, facets: list[Facet], parameters: QueryDict) -> "Choice":
        return cls(facets, {facet.name: facet.chosen(parameters) for facet in facets})

    def wanted(self, leaving: str = "") -> dict[str, frozenset]:
        """By column, what an entry must have one of; ``leaving`` names a facet not to apply."""
        wanted: dict[str, frozenset] = {}
        for facet in self.facets:
            if (values := self.values[facet.name]) and facet.name != leaving:
                meant = frozenset().union(*(facet.meant[value] for value in values))
                wanted[facet.column] = wanted.get(facet.column, meant) & meant
        return wanted

    def __str__(self):
        return "&".join(
            f"{name}={','.join(sorted(values))}" for name, values in self.values.items() if values
        )


# --- Counting -------------------------------------------------------------------------------------------


class StoredEntries:
    """Entries that the database counts, each question asked once."""

    def __init__(self, entries):
        self.entries, self._known = entries, {}

    def groups(self, column: str, wanted: dict[str, frozenset]) -> Counter:
        """How many of the entries that are wanted have each value of a column."""
        name = (column, frozenset(wanted.items()))
        if name not in self._known:
            rows = narrowed(self.entries, wanted).order_by().values_list(column)
            self._known[name] = Counter(dict(rows.annotate(count=Count("pk"))))
        return self._known[name]


class FoundEntries:
    """The entries that answer a question: few enough to be read with one query, and counted and sorted here."""

    def __init__(self, entries):
        self.rows = list(entries.values("pk", "published_at", "sort_name", *COLUMNS))

    def groups(self, column: str, wanted: dict[str, frozenset]) -> Counter:
        return Counter(row[column] for row in self.fitting(wanted))

    def fitting(self, wanted: dict[str, frozenset]) -> Iterable[dict]:
        return (row for row in self.rows if all(row[column] in values for column, values in wanted.items()))

    def keys(self, wanted: dict[str, frozenset], sort: str, best: list[int]) -> list[int]:
        """The keys of the entries that are wanted, the latest first, by name, or in the order of the best."""
        places = {key: place for place, key in enumerate(best)}
        orders = {
            "newest": lambda row: (-row["published_at"].timestamp(), -row["pk"]),
            "name": lambda row: (row["sort_name"], row["pk"]),
        }
        order = orders.get(sort, lambda row: places[row["pk"]])
        return [row["pk"] for row in sorted(self.fitting(wanted), key=order)]


def narrowed(entries, wanted: dict[str, frozenset]):
    """The entries of a queryset that have one of the wanted values in every column."""
    return entries.filter(**{f"{column}__in": sorted(values) for column, values in wanted.items()})


def counts_of(choice: Choice, entries: StoredEntries | FoundEntries) -> dict[str, dict[str, int]]:
    """By facet, how many there would be with each value, if the other facets stayed and this one were opened."""
    counts = {}
    for facet in choice.facets:
        groups = entries.groups(facet.column, choice.wanted(leaving=facet.name))
        counted = ((value, sum(groups[key] for key in keys)) for value, keys in facet.meant.items())
        counts[facet.name] = {value: count for value, count in counted if count}
    return counts


def shown(facet: Facet, counts: dict[str, int], selected: list[str]) -> dict:
    """A facet with its options; a facet of many puts the chosen and the largest first."""
    options = [
        Option(value, label, counts.get(value, 0), value in selected)
        for value, label in facet.labels.items()
        if value in counts or value in selected
    ]
    if facet.ranked:
        options.sort(key=lambda option: (not option.selected, -option.count, option.label))
    return {"name": facet.name, "label": facet.label, "options": options}


# --- The facets of the book -----------------------------------------------------------------------------


def facets_of(honours: Iterable[tuple[str, str]], years: Iterable[int]) -> list[Facet]:
    """The facets in the order in which they are shown."""
    fields, units = list(Field.objects.all()), list(Unit.objects.all())
    words = {str(year): str(year) for year in sorted(years, reverse=True)}
    kinds = {value: str(label) for value, label in honours}
    return [
        of_terms("field", _("Field"), "field_id", fields),
        of_terms("unit", _("Unit"), "unit_id", units, ranked=True),
        of_blocs(units),
        of_provinces(units),
        Facet("year", _("Year"), "year", words, {value: frozenset({int(value)}) for value in words}),
        Facet("honour", _("Honour"), "honour", kinds, {value: frozenset({value}) for value in kinds}),
    ]


def of_terms(name: str, label: str, column: str, terms: list, *, ranked: bool = False) -> Facet:
    labels = {term.code: term.name for term in terms}
    return Facet(name, label, column, labels, {term.code: frozenset({term.pk}) for term in terms}, ranked)


def of_blocs(units: list[Unit]) -> Facet:
    blocs = list(Bloc.objects.all())
    meant = {bloc.code: frozenset(unit.pk for unit in units if unit.bloc_id == bloc.pk) for bloc in blocs}
    return Facet("bloc", _("Emulation bloc"), "unit_id", {bloc.code: bloc.name for bloc in blocs}, meant)


def of_provinces(units: list[Unit]) -> Facet:
    names = {slugify(fold(unit.province)): unit.province for unit in units if unit.province}
    meant = {
        code: frozenset(unit.pk for unit in units if slugify(fold(unit.province)) == code) for code in names
    }
    return Facet("province", _("Province"), "unit_id", names, meant, ranked=True)


def years_of(entries) -> list[int]:
    """The years of a queryset of entries."""
    return list(entries.order_by().values_list("year", flat=True).distinct())
