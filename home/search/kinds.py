"""What the site-wide search looks through: kinds of pages, each with its words."""

from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from exemplars.models import ExemplarPage

#: Never public: Wagtail would not give them away, and they need not be asked for.
NEVER = ("nominations.NominationPage",)
#: Page types by kind. A type that no installed app has is left out; what is in no kind is an ordinary page.
TYPES = {
    "columns": ("exemplars.ColumnPage",),
    "articles": ("home.ArticlePage", "home.LegalDocumentPage"),
}
LABELS = {
    "profiles": _("Honoured people"),
    "columns": _("Columns"),
    "articles": _("Articles and documents"),
    "pages": _("Other pages"),
}


@dataclass(frozen=True)
class Kind:
    """One kind of page, and the types that it holds."""

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
        return Page.objects.live().filter(locale=locale).exact_type(*self.types)

    def readable(self, keys: list[int]) -> dict[int, Page]:
        """Of these keys, the pages that anybody may read."""
        if self.is_people:
            return ExemplarPage.objects.listed().in_bulk(keys)
        found = Page.objects.live().public().filter(pk__in=keys, alias_of__isnull=True, depth__gt=1)
        return {page.pk: page for page in found.specific()}


@cache
def kinds() -> list[Kind]:
    """Every kind that has a type, in the order in which they are shown."""
    known = {"profiles": (ExemplarPage,)}
    known |= {code: types for code, names in TYPES.items() if (types := installed(names))}
    taken = {page_type for types in known.values() for page_type in types} | set(installed(NEVER))
    known["pages"] = tuple(page_type for page_type in page_types() if page_type not in taken)
    return [Kind(code, LABELS[code], types) for code, types in known.items()]


def installed(names: tuple[str, ...]) -> tuple[type[Page], ...]:
    """The types that an installed app has, of those that are named."""
    types = {page_type._meta.label: page_type for page_type in page_types()}
    return tuple(types[name] for name in names if name in types)


def page_types() -> list[type[Page]]:
    return [model for model in apps.get_models() if issubclass(model, Page) and model is not Page]
