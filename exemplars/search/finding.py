"""Find what answers a question, in the same order whatever the database or search server.

Who bears the words as a name comes first, what only speaks of them after; within each the latest page first.
Servers rank each in a way of their own, and databases rank slowly: neither is asked to.
"""

from dataclasses import dataclass, field

from modelsearch.query import MATCH_NONE, SearchQuery
from wagtail.search.backends import get_search_backend

from .models import NameWord
from .questions import Question, any_of, joined, parse
from .slips import guesses, unlikeness
from .words import plain_words

#: As many as anybody leafs through; beyond them a question is too wide to say who is meant.
MOST_MATCHES = 1000
#: With so many found, words that merely begin as the last one does are not looked for.
ENOUGH = 24
#: So many names are compared with one that was mistyped.
MOST_COMPARED = 300


@dataclass(frozen=True)
class Found:
    """What answers a question: keys, the best first; the folded terms to mark.

    ``meant`` is what the question was taken for where nobody was found as it was typed.
    """

    keys: list[int] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    meant: str = ""

    @property
    def is_capped(self) -> bool:
        return len(self.keys) == MOST_MATCHES


def find(typed: str, pages, *, names: bool = False) -> Found:
    """Find pages of a queryset that answer what was typed; where they are people, also by a mistyped name.

    The queryset may be narrowed only by what Wagtail's index knows as a filter: live, path, locale. A page
    that is found may not be readable yet: whoever shows it asks.
    """
    question = parse(typed)
    if not question:
        return Found()
    keys = answering(question, pages)
    if keys or not names or question.phrases:
        return Found(keys, question.terms)
    return find_alike(question, pages)


def answering(question: Question, pages) -> list[int]:
    """The keys of what answers a question as it was typed."""
    named = lookup(question.whole, pages, fields=["title"])
    named.sort(key=lambda row: closeness(question, row[1]))
    keys = with_more([key for key, _title in named], question.together, pages)
    keys = with_more(keys, question.whole, pages)
    if len(keys) < ENOUGH:
        keys = with_more(keys, question.beginning, pages, fields=["title"])
    return with_more(keys, question.beginning, pages) if len(keys) < ENOUGH else keys


def with_more(keys: list[int], query: SearchQuery, pages, **options) -> list[int]:
    """The keys, and after them what else answers a query, up to as many as anybody leafs through."""
    if len(keys) >= MOST_MATCHES:
        return keys
    found = dict.fromkeys([*keys, *(key for key, _title in lookup(query, pages, **options))])
    return list(found)[:MOST_MATCHES]


def lookup(query: SearchQuery, pages, *, fields: list[str] | None = None) -> list[tuple[int, str]]:
    """Keys and titles of what answers a query, the latest first, up to as many as anybody leafs through."""
    if query is MATCH_NONE:
        return []
    # What has no order of its own comes with the highest key first, from every backend.
    pages, best = pages.order_by(), {"fields": fields, "order_by_relevance": False}
    found = get_search_backend().search(query, pages, **best)[:MOST_MATCHES]
    if hasattr(found, "get_queryset"):  # a database's own search, which can be asked for columns alone
        return list(found.get_queryset().values_list("pk", "title"))
    return [(page.pk, page.title) for page in found]


def closeness(question: Question, title: str) -> int:
    """0 for a title that says what was asked and no more, 1 for its words in another order, 2 word for word, 3 else."""
    title, asked = plain_words(title), question.text
    if title == asked:
        return 0
    if sorted(title.split()) == sorted(asked.split()):
        return 1
    return 2 if f" {asked} " in f" {title} " else 3


# --- Slips ----------------------------------------------------------------------------------------------


def find_alike(question: Question, people) -> Found:
    """People whose names come close to one that was mistyped, the likest first."""
    known = list(NameWord.objects.values_list("word", flat=True))
    meant = [guesses(word, known) for word in question.text.split()]
    if not all(meant):
        return Found()
    rows = lookup(joined([any_of(words) for words in meant]), people, fields=["title"])
    near = sorted(rows[:MOST_COMPARED], key=lambda row: unlikeness(question.text, plain_words(row[1])))
    if not near:
        return Found()
    said = {word for _key, title in near for word in plain_words(title).split()}
    terms = [word for words in meant for word in words if word in said]
    return Found([key for key, _title in near], terms, as_spelled(meant, near[0][1]))


def as_spelled(meant: list[list[str]], name: str) -> str:
    """The words of a question as the nearest name spells them.

    >>> as_spelled([["suong", "sang"], ["lo"]], "Lò Thị Sương")
    'Sương Lò'
    """
    spelled = {plain_words(word): word for word in name.split()}
    return " ".join(spelled[word] for words in meant for word in words if word in spelled)
