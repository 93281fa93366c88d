"""Filter, order and count published profiles for the book of honour, at a constant number of queries.

Nothing that a reader types reaches the database but the words of a question: codes are looked up in
the vocabulary, and what is not there is ignored.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.search.backends import get_search_backend

from ..search.words import LONGEST_QUESTION, plain_words
from ..vocabulary.models import Field, Unit
from .querysets import ExemplarQuerySet

PAGE_SIZE = 12
RELATED = 4
#: As many of the best matches as anybody leafs through; beyond them a question is too wide to rank.
MOST_MATCHES = 1000
LONGEST_PAGE_NUMBER = 6
SLUG = re.compile(r"[-\w]{1,255}", re.ASCII)

SORTS: dict[str, Callable[[ExemplarQuerySet], ExemplarQuerySet]] = {
    "newest": ExemplarQuerySet.newest_first,
    "name": ExemplarQuerySet.by_name,
}
BEST_MATCH = "relevance"


@dataclass(frozen=True)
class Facet:
    """One question by which the list is narrowed: every value that may be chosen, with its words."""

    name: str
    label: str
    column: str
    labels: dict[str, str]
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


def listing_context(profiles: ExemplarQuerySet, request: HttpRequest) -> dict:
    """Everything the index template shows of ``profiles`` for this address.

    Raises Http404 for a page beyond the last.
    """
    parameters = request.GET
    question = question_of(parameters)
    matches = matching_keys(profiles.live(), question) if question else None
    profiles = profiles.published()
    if matches is not None:
        profiles = profiles.filter(pk__in=matches)
    facets = [*vocabulary_facets(), *row_facets(profiles)]
    chosen = {facet.column: facet.chosen(parameters) for facet in facets}
    found = narrowed(profiles, chosen)
    sort = sort_of(parameters, question)
    results = page_of(ordered(found, sort, matches), parameters.get("page", ""))
    return {
        "query": question,
        "sort": sort,
        "facets": [shown_facet(facet, profiles, chosen) for facet in facets],
        "chips": [chip(facet, value, parameters) for facet in facets for value in chosen[facet.column]],
        "results": results,
        "total": results.paginator.count,
        "capped": matches is not None and len(matches) == MOST_MATCHES,
        "page_numbers": list(
            results.paginator.get_elided_page_range(results.number, on_each_side=1, on_ends=1)
        ),
        "suggestion": None if results.object_list else suggestion(question, facets),
        "original": untranslated_original(profiles.model, parameters.get("untranslated", ""), get_language()),
    }


def untranslated_original(model, slug: str, language: str):
    """The profile that a reader came from to the index of a language in which it cannot be read yet."""
    if not SLUG.fullmatch(slug):
        return None
    versions = list(model.objects.published().filter(slug=slug).select_related("locale"))
    languages = {version.locale.language_code for version in versions}
    return versions[0] if versions and language not in languages else None


def related_profiles(page, neighbours: ExemplarQuerySet) -> list:
    """The newest profiles of the same field, without this one."""
    return list(neighbours.listed().filter(field_id=page.field_id).newest_first()[:RELATED])


# --- The question -----------------------------------------------------------------------------------


def question_of(parameters: QueryDict) -> str:
    """What the reader typed, fit to be shown again: without control characters, and cut to a length."""
    typed = "".join(character if character.isprintable() else " " for character in parameters.get("q", ""))
    return " ".join(typed.split())[:LONGEST_QUESTION]


def matching_keys(profiles: ExemplarQuerySet, question: str) -> list[int]:
    """The keys of the profiles that answer a question, the best first.

    ``profiles`` may be narrowed only by what Wagtail's index knows as a filter: live, path, locale.
    """
    if not plain_words(question):
        return []
    found = get_search_backend().search(question, profiles)[:MOST_MATCHES]
    return list(found.get_queryset().values_list("pk", flat=True))


def suggestion(question: str, facets: list[Facet]) -> dict | None:
    """A field or unit whose name comes close to a question that found nobody."""
    names = {plain_words(label): (facet, value) for facet in facets for value, label in facet.labels.items()}
    for name in get_close_matches(plain_words(question), names, n=1, cutoff=0.72):
        facet, value = names[name]
        return {"label": facet.labels[value], "url": f"?{facet.name}={value}"}
    return None


# --- Facets -----------------------------------------------------------------------------------------


def vocabulary_facets() -> list[Facet]:
    fields = {field.code: field.name for field in Field.objects.all()}
    units = {unit.code: unit.name for unit in Unit.objects.all()}
    return [
        Facet("field", _("Field"), "field__code", fields),
        Facet("unit", _("Unit"), "unit__code", units, ranked=True),
    ]


def row_facets(profiles: ExemplarQuerySet) -> list[Facet]:
    years = profiles.order_by("-year").values_list("year", flat=True).distinct()
    honours = {value: str(label) for value, label in profiles.model.Honour.choices}
    return [
        Facet("year", _("Year"), "year", {str(year): str(year) for year in years}),
        Facet("honour", _("Honour"), "honour", honours),
    ]


def narrowed(profiles: ExemplarQuerySet, chosen: dict[str, list[str]], leaving: str = "") -> ExemplarQuerySet:
    """Profiles that have one of the chosen values in every facet; ``leaving`` names one not to apply."""
    wanted = {f"{column}__in": values for column, values in chosen.items() if values and column != leaving}
    return profiles.filter(**wanted)


def shown_facet(facet: Facet, profiles: ExemplarQuerySet, chosen: dict[str, list[str]]) -> dict:
    """A facet with its options, each counted as if the other facets stayed and this one were opened."""
    rows = narrowed(profiles, chosen, leaving=facet.column).order_by().values_list(facet.column)
    counts = {str(value): count for value, count in rows.annotate(count=Count("pk"))}
    selected = chosen[facet.column]
    options = [
        Option(value, label, counts.get(value, 0), value in selected)
        for value, label in facet.labels.items()
        if value in counts or value in selected
    ]
    if facet.ranked:
        options.sort(key=lambda option: (not option.selected, -option.count, option.label))
    return {"name": facet.name, "label": facet.label, "options": options}


def chip(facet: Facet, value: str, parameters: QueryDict) -> dict:
    """A chosen value, and the address of the list without it, from the first page again."""
    rest = parameters.copy()
    rest.pop("page", None)
    rest.setlist(facet.name, [other for other in facet.chosen(parameters) if other != value])
    return {"label": facet.labels[value], "url": f"?{rest.urlencode()}"}


# --- Order and pages --------------------------------------------------------------------------------


def sort_of(parameters: QueryDict, question: str) -> str:
    """The order asked for; else the best match first for a question, and the newest first without one."""
    asked = parameters.get("sort", "")
    if asked in SORTS:
        return asked
    return BEST_MATCH if question else "newest"


def ordered(found: ExemplarQuerySet, sort: str, matches: list[int] | None):
    """The profiles in the order asked for, as a sequence that reads only the part that is shown."""
    if sort in SORTS:
        return SORTS[sort](found.with_card())
    kept = set(found.values_list("pk", flat=True))
    return Ranking(found.with_card(), [key for key in matches if key in kept])


class Ranking:
    """Profiles in the order of their keys, of which only the slice that is shown is read."""

    def __init__(self, profiles: ExemplarQuerySet, keys: list[int]):
        self.profiles, self.keys = profiles, keys

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, part: slice) -> list:
        rows = self.profiles.in_bulk(self.keys[part])
        return [rows[key] for key in self.keys[part]]


def page_of(rows, number: str) -> Page:
    """The page of results asked for; the first where the number is none. Http404 beyond the last."""
    numeric = number.isascii() and number.isdigit() and len(number) <= LONGEST_PAGE_NUMBER
    try:
        return Paginator(rows, PAGE_SIZE).page(int(number) if numeric else 1)
    except EmptyPage as beyond:
        raise Http404 from beyond
