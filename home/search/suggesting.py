"""What may be meant while somebody is still typing: people, units, fields, columns."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Locale

from exemplars.models import ExemplarIndexPage, ExemplarPage, Field, Unit
from exemplars.search.finding import find_alike, lookup
from exemplars.search.marking import marked
from exemplars.search.questions import Question, parse
from exemplars.search.words import plain_words

from .kinds import kinds

SHORTEST = 2
#: As many of each as fit above a telephone's keyboard.
PEOPLE, UNITS, FIELDS, PAGES = 4, 2, 2, 2
#: A few more are looked up than are shown: some may not be readable any more.
SPARE = 2


@dataclass(frozen=True)
class Suggestion:
    text: SafeString
    kind: str
    note: str
    url: str


def suggestions_for(typed: str, request) -> list[Suggestion]:
    """At most ten places that a question which is still being typed may lead to."""
    question = parse(typed)
    if len(question.text) < SHORTEST:
        return []
    locale = Locale.get_active()
    book = ExemplarIndexPage.objects.live().public().filter(locale=locale).first()
    people = people_called(question, locale)
    terms = terms_of(book, question, request) if book else []
    return [
        *(of_person(person, question, request) for person in people),
        *terms,
        *pages_called(question, locale, request),
    ]


def people_called(question: Question, locale: Locale) -> list[ExemplarPage]:
    """People whose names have all the words, the last of which may be unfinished; else those that come close."""
    candidates = ExemplarPage.objects.live().filter(locale=locale)
    keys = beginning(question, candidates, PEOPLE + SPARE)
    keys = keys or find_alike(question, candidates).keys[: PEOPLE + SPARE]
    rows = ExemplarPage.objects.published().select_related("unit").in_bulk(keys)
    return [rows[key] for key in keys if key in rows][:PEOPLE]


def pages_called(question: Question, locale: Locale, request) -> list[Suggestion]:
    shown = [kind for kind in kinds() if kind.code in ("columns", "articles")]
    suggestions = []
    for kind in shown:
        keys = beginning(question, kind.candidates(locale), PAGES + SPARE)
        pages = list(kind.readable(keys).values()) if keys else []
        suggestions += [
            Suggestion(marked(page.title, question.terms), kind.label, "", page.get_url(request))
            for page in pages[:PAGES]
        ]
    return suggestions


def beginning(question: Question, pages, most: int) -> list[int]:
    """Keys of pages whose titles have all the words, the last of which may be unfinished."""
    return [key for key, _title in lookup(question.beginning, pages, fields=["title"])[:most]]


def of_person(person: ExemplarPage, question: Question, request) -> Suggestion:
    return Suggestion(
        marked(person.title, question.terms), _("Honoured person"), person.honorific, person.get_url(request)
    )


def terms_of(book: ExemplarIndexPage, question: Question, request) -> list[Suggestion]:
    """Units and fields, each leading to its people in the book of honour."""
    address = book.get_url(request)
    named = [
        *(("unit", _("Unit"), unit) for unit in called(Unit.objects.all(), question)[:UNITS]),
        *(("field", _("Field"), field) for field in called(Field.objects.all(), question)[:FIELDS]),
    ]
    return [
        Suggestion(marked(term.name, question.terms), kind, "", f"{address}?{name}={term.code}")
        for name, kind, term in named
    ]


def called(terms, question: Question) -> list:
    """The terms in whose name, in either language, every word that is asked for begins one."""
    asked = question.text.split()
    return [term for term in terms if begins(asked, term.name_vi) or begins(asked, term.name_en)]


def begins(asked: list[str], name: str) -> bool:
    words = plain_words(name).split()
    return all(any(word.startswith(part) for word in words) for part in asked)
