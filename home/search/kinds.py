"""What the site-wide search looks through: kinds of pages, each with its words."""

from dataclasses import dataclass

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from exemplars.models import ExemplarPage

#: Page types by kind. A type that no installed app has is left out; what is in no kind is an ordinary page.
TYPES = {
    "columns": ("exemplars.ColumnPage",),
    "articles": ("home.ArticlePage", "home.LegalDocumentPage"),
}
LABELS = {
    "profiles": _("People"),
    "columns": _("Columns"),
    "articles": _("Articles and documents"),
    "pages": _("Other pages"),
}


@dataclass(frozen=True)
class Kind:
    """One kind of page; ``types`` are what it holds, or, for the last, what it does not."""

    code: str
    label: str | Promise
    types: tuple[type[Page], ...]

    @property
    def is_people(self) -> bool:
        return self.code == "profiles"

    def candidates(self, locale: Locale):
        """Live pages of this kind in a language, narrowed only by what every search server knows as a filter."""
        if self.is_people:
            return ExemplarPage.objects.live().filter(locale=locale)
        pages = Page.objects.live().filter(locale=locale)
        return pages.not_type(*self.types) if self.code == "pages" else pages.type(*self.types)

    def readable(self, keys: list[int]) -> dict[int, Page]:
        """Of these keys, the pages that anybody may read."""
        if self.is_people:
            return ExemplarPage.objects.listed().in_bulk(keys)
        found = Page.objects.live().public().filter(pk__in=keys, alias_of__isnull=True, depth__gt=1)
        return {page.pk: page for page in found.specific()}


def kinds() -> list[Kind]:
    """Every kind that has a type, in the order in which they are shown."""
    known = {code: tuple(filter(None, map(model_of, names))) for code, names in TYPES.items()}
    known = {"profiles": (ExemplarPage,)} | {code: types for code, types in known.items() if types}
    elsewhere = tuple(page_type for types in known.values() for page_type in types)
    return [Kind(code, LABELS[code], types) for code, types in (known | {"pages": elsewhere}).items()]


def model_of(label: str) -> type[Page] | None:
    try:
        return apps.get_model(label)
    except LookupError:
        return None
