"""Filter, order and count published profiles for the book of honour, at a constant number of queries.

Lists and counts are read from the narrow entries of the book (``docs/decisions/0050-entries.md``); whoever
is shown passes the gate once more. Nothing that a reader types reaches the database but the words of a
question: codes are looked up in the vocabulary, and what is not there is ignored.
"""

import re
from collections.abc import Callable
from difflib import get_close_matches

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import get_language

from ..search.counts import kept
from ..search.finding import Found, find
from ..search.marking import marked, snippet
from ..search.models import BookEntry
from ..search.words import LONGEST_QUESTION, plain_words
from .facets import (
    Choice,
    Facet,
    FoundEntries,
    StoredEntries,
    counts_of,
    facets_of,
    narrowed,
    shown,
    years_of,
)
from .querysets import ExemplarQuerySet

PAGE_SIZE = 24
LONGEST_PAGE_NUMBER = 6
SLUG = re.compile(r"[-\w]{1,255}", re.ASCII)

SORTS: dict[str, Callable[[ExemplarQuerySet], ExemplarQuerySet]] = {
    "newest": ExemplarQuerySet.newest_first,
    "name": ExemplarQuerySet.by_name,
}
#: The same orders, of entries.
ENTRY_SORTS = {"newest": ("-published_at", "-profile"), "name": ("sort_name", "profile")}
BEST_MATCH = "relevance"


def listing_context(book, profiles: ExemplarQuerySet, request: HttpRequest) -> dict:
    """Everything the index template shows of the profiles in a book for this address.

    Raises Http404 for a page beyond the last.
    """
    parameters = request.GET
    question = question_of(parameters)
    candidates = profiles.live().filter(locale=book.locale_id)
    found = find(question, candidates, names=True) if question else None
    entries = BookEntry.objects.filter(book=book.pk)
    choice = Choice.of(facets_of_book(book, entries, profiles.model.Honour.choices), parameters)
    sort = sort_of(parameters, question)
    if found is None:
        total, counts = figures(book, entries, choice)
        keys = narrowed(entries, choice.wanted()).order_by(*ENTRY_SORTS[sort]).values_list("pk", flat=True)
    else:
        answers = FoundEntries(entries.filter(pk__in=found.keys))
        counts, keys = counts_of(choice, answers), answers.keys(choice.wanted(), sort, found.keys)
        total = len(keys)
    results = page_of(Shelf(profiles.listed(), keys, total), parameters.get("page", ""))
    return {
        "query": question,
        "sort": sort,
        "facets": [shown(facet, counts[facet.name], choice.values[facet.name]) for facet in choice.facets],
        "chips": chips(choice, parameters),
        "results": with_marks(results, found),
        "total": total,
        "capped": found is not None and found.is_capped,
        "meant": found.meant if found else "",
        "page_numbers": list(
            results.paginator.get_elided_page_range(results.number, on_each_side=1, on_ends=1)
        ),
        "suggestion": None if total else suggestion(question, choice.facets),
        "original": untranslated_original(profiles.model, parameters.get("untranslated", ""), get_language()),
    }


def facets_of_book(book, entries, honours) -> list[Facet]:
    """The facets in the active language, kept while neither the book nor the vocabulary changes."""
    return kept(book.pk, f"facets {get_language()}", lambda: facets_of(honours, years_of(entries)))


def figures(book, entries, choice: Choice) -> tuple[int, dict]:
    """How many fit all that is chosen, and the counts of every facet; kept while the book does not change."""

    def count():
        return narrowed(entries, choice.wanted()).count(), counts_of(choice, StoredEntries(entries))

    return kept(book.pk, str(choice), count)


def untranslated_original(model, slug: str, language: str):
    """The profile that a reader came from to the index of a language in which it cannot be read yet."""
    if not SLUG.fullmatch(slug):
        return None
    versions = list(model.objects.published().filter(slug=slug).select_related("locale"))
    languages = {version.locale.language_code for version in versions}
    return versions[0] if versions and language not in languages else None


# --- The question -----------------------------------------------------------------------------------


def question_of(parameters: QueryDict) -> str:
    """What the reader typed, fit to be shown again: without control characters, and cut to a length."""
    typed = "".join(character if character.isprintable() else " " for character in parameters.get("q", ""))
    return " ".join(typed.split())[:LONGEST_QUESTION]


def matching_keys(profiles: ExemplarQuerySet, question: str) -> list[int]:
    """The keys of the profiles that answer a question, the best first.

    ``profiles`` may be narrowed only by what Wagtail's index knows as a filter: live, path, locale.
    """
    return find(question, profiles, names=True).keys


def with_marks(results: Page, found: Found | None) -> Page:
    """Mark, on every profile of a page, what answers the question; where it is in the story, show that part."""
    for profile in results.object_list if found else ():
        profile.marked_title = marked(profile.title, found.terms)
        profile.marked_honorific = marked(profile.honorific, found.terms)
        if "<mark>" not in profile.marked_title + profile.marked_honorific:
            profile.snippet = snippet(profile.spoken_text, found.terms)
    return results


def suggestion(question: str, facets: list[Facet]) -> dict | None:
    """A field or unit whose name comes close to a question that found nobody."""
    names = {plain_words(label): (facet, value) for facet in facets for value, label in facet.labels.items()}
    for name in get_close_matches(plain_words(question), names, n=1, cutoff=0.72):
        facet, value = names[name]
        return {"label": facet.labels[value], "url": f"?{facet.name}={value}"}
    return None


# --- What is chosen -------------------------------------------------------------------------------------


def chips(choice: Choice, parameters: QueryDict) -> list[dict]:
    """The chosen values, each with the address of the list without it."""
    return [chip(facet, value, parameters) for facet in choice.facets for value in choice.values[facet.name]]


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


class Shelf:
    """Profiles in the order of their entries, of which only the part that is shown is read.

    The second half is read from the end, so that the last page costs what the first does.
    """

    def __init__(self, profiles: ExemplarQuerySet, keys, total: int):
        self.profiles, self.keys, self.total = profiles, keys, total

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list:
        keys = self._part(part.start, min(part.stop, self.total))
        rows = self.profiles.in_bulk(keys)
        return [rows[key] for key in keys if key in rows]

    def _part(self, start: int, stop: int) -> list[int]:
        if isinstance(self.keys, list) or start <= self.total // 2:
            return list(self.keys[start:stop])
        return list(self.keys.reverse()[self.total - stop : self.total - start])[::-1]


def page_of(rows, number: str) -> Page:
    """The page of results asked for; the first where the number is none. Http404 beyond the last."""
    numeric = number.isascii() and number.isdigit() and len(number) <= LONGEST_PAGE_NUMBER
    try:
        return Paginator(rows, PAGE_SIZE).page(int(number) if numeric else 1)
    except EmptyPage as beyond:
        raise Http404 from beyond
