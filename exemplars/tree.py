"""The part of the page tree that a public page is read in: front pages, sections, and the way down to the page.

Wagtail finds a page with two queries for each step of its address, and menu, breadcrumbs and language links
ask for the same rows again. Here all of it is one query.
"""

from collections.abc import Callable
from functools import reduce
from operator import or_

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

#: What a site has read along with its tree, at no query of its own; each answers which pages, for a footer say.
READ_ALONG: list[Callable[[], Q]] = []


class Tree:
    """The front pages of all languages, the sections of the active one, and the pages named by an address.

    ``components`` are the parts of the address below the front page.
    """

    def __init__(self, request: HttpRequest | None, components: list[str] = ()):
        self.request = request
        self.language = get_language()
        site = Site.find_for_request(request) if request else None
        self.root = site.root_page if site else None
        rows = list(self._query(components)) if self.root else []
        self.homes = {
            page.locale.language_code: page
            for page in rows
            if page.live
            and page.depth == self.root.depth
            and page.translation_key == self.root.translation_key
        }
        self.home = self.homes.get(self.language)
        self.pages = rows
        self.way = self._way(components)

    def _query(self, components):
        front = Q(depth=self.root.depth, translation_key=self.root.translation_key)
        book = Q(content_type__app_label="exemplars", content_type__model="exemplarindexpage")
        section = Q(depth=self.root.depth + 1, locale__language_code=self.language, live=True)
        wanted = front | section & (Q(show_in_menus=True) | book)
        wanted = reduce(or_, (along() for along in READ_ALONG), wanted)
        if components:
            deepest = self.root.depth + len(components)
            wanted |= Q(depth__range=(self.root.depth + 1, deepest), slug__in=components)
        return Page.objects.filter(wanted).select_related("locale", "content_type").order_by("path")

    def _way(self, components) -> list[Page]:
        """The pages from below the front page down the address, as far as they exist."""
        way, above = [], self.home or self.root
        for slug in components:
            below = (page for page in self.pages if page.slug == slug and page.is_child_of(above))
            above = next(below, None)
            if above is None:
                break
            way.append(above)
        return way

    @property
    def sections(self) -> list[Page]:
        """Pages directly under the front page of the active language, in the editors' order."""
        return [
            page
            for page in self.pages
            if self.home
            and page.live
            and page.is_child_of(self.home)
            and (page.show_in_menus or page.content_type.model == "exemplarindexpage")
        ]

    @property
    def menu(self) -> list[Page]:
        if self.home is None:
            return []
        return [self.home, *(page for page in self.sections if page.show_in_menus)]

    @property
    def exemplar_index(self) -> Page | None:
        return next((page for page in self.sections if page.content_type.model == "exemplarindexpage"), None)

    def above(self, page: Page) -> list[Page]:
        """The pages between the front page and ``page``, the highest first; known, or asked for."""
        if page.depth - self.home.depth <= 1:
            return []
        known = [other for other in self.way if page.path.startswith(other.path) and other.depth < page.depth]
        if len(known) == page.depth - self.home.depth - 1:
            return known
        return list(page.get_ancestors().filter(depth__gt=self.home.depth))

    def keys_down_to(self, page: Page) -> list:
        """The translation keys of the front page, of what lies between, and of ``page`` itself."""
        if self.home is None or not page.path.startswith(self.home.path):
            return [page.translation_key]
        return [other.translation_key for other in (self.home, *self.above(page), page)]

    def find(self, components: list[str]) -> RouteResult | None:
        """Find what Wagtail would find at this address: a page and what its ``route`` answers, or None.

        A type of page that decides by itself what lies below it is asked, as Wagtail asks it.
        """
        page, rest = self.home or self.root, list(components)
        if page is None:
            return None
        for below in self.way:
            if decides_by_itself(page):
                break
            page, rest = below, rest[1:]
        try:
            return for_reading(page, self).route(self.request, rest)
        except Http404:
            return None


def decides_by_itself(page: Page) -> bool:
    kind = page.content_type.model_class()
    return kind is None or kind.route is not Page.route


def for_reading(page: Page, tree: Tree) -> Page:
    """The page as its own type, with what its manager says is read along with it (``for_reading``)."""
    kind = page.content_type.model_class()
    if kind is None:
        raise Http404
    manager = kind._default_manager
    rows = manager.for_reading() if hasattr(manager, "for_reading") else manager.all()
    found = rows.filter(pk=page.pk).first()
    if found is None:
        raise Http404
    found.locale = page.locale
    above = tree.way[tree.way.index(page) - 1] if page in tree.way[1:] else None
    if above is not None:
        found._cached_parent_obj = above
    return found


def tree_for(request: HttpRequest | None) -> Tree:
    """The tree of a request in the active language, read once."""
    known = getattr(request, "_portal_tree", None)
    if known is None or known.language != get_language():
        known = Tree(request)
        keep(known)
    return known


def tree_down_to(request: HttpRequest, components: list[str]) -> Tree:
    """The tree of a request for the page at this address."""
    tree = Tree(request, components)
    keep(tree)
    return tree


def keep(tree: Tree) -> None:
    if tree.request is not None:
        tree.request._portal_tree = tree
