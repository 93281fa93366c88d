"""What a question finds on the whole site, and how each page is shown among the answers."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from wagtail.models import Locale, Page

from exemplars.search.finding import Found, find
from exemplars.search.marking import marked, snippet

from .kinds import Kind

#: Answers on a page, and of each kind where all kinds stand together.
PAGE_SIZE = 20
OF_EACH = 5


@dataclass(frozen=True)
class Answers:
    """What one kind of page has to say to a question."""

    kind: Kind
    found: Found

    @property
    def total(self) -> int:
        return len(self.found.keys)

    @cached_property
    def first(self) -> list[Page]:
        return self.part(0, OF_EACH)

    @property
    def has_more(self) -> bool:
        return self.total > OF_EACH

    def part(self, start: int, stop: int) -> list[Page]:
        """The readable pages among a part of the answers, in their order, with what is found in them marked."""
        keys = self.found.keys[start:stop]
        pages = self.kind.readable(keys)
        return [with_marks(pages[key], self.found.terms) for key in keys if key in pages]

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[Page]:
        return self.part(part.start, min(part.stop, self.total))

    @property
    def paginator(self) -> Paginator:
        return Paginator(self, PAGE_SIZE)


def answers_of(kind: Kind, question: str, locale: Locale) -> Answers:
    return Answers(kind, find(question, kind.candidates(locale), names=kind.is_people))


def with_marks(page: Page, terms: list[str]) -> Page:
    """Give a page its title and the place where it answers, both marked."""
    page.marked_title = marked(page.title, terms)
    page.snippet = snippet(text_of(page), terms)
    return page


def text_of(page: Page) -> str:
    """The text of a page as it is searched, without its title."""
    fields = (field for field in page.get_searchable_search_fields() if field.field_name != "title")
    return " ".join(part for field in fields for part in pieces(field.get_value(page)))


def pieces(value) -> list[str]:
    if isinstance(value, list | tuple):
        return [piece for part in value for piece in pieces(part)]
    return [str(value)] if value else []
