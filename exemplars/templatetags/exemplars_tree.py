"""What a page says of its place among the others: its language versions, the way up, the sections beside it."""

import re

from django import template
from django.conf import settings
from django.db.models import Exists, OuterRef
from django.urls import translate_url
from django.utils.translation import get_language_info, gettext, pgettext_lazy
from wagtail.models import Page

from exemplars.profiles.models import ExemplarPage

from ..tree import Tree, tree_for

register = template.Library()

SLUG = re.compile(r"[-\w]{1,255}")


def tree_of(context) -> Tree:
    """The tree of the request that is answered, read once."""
    return tree_for(context.get("request"))


def page_of(context) -> Page | None:
    """The page being shown; a view that is not a page has none, whatever it calls its variables."""
    page = context.get("page")
    return page if isinstance(page, Page) and page.pk else None


@register.simple_tag(takes_context=True)
def main_menu(context) -> list[dict]:
    """Entries of the main menu: ``{"title", "url", "current"}``; current is ``page``, ``true`` or empty."""
    tree, shown = tree_of(context), page_of(context)
    return [
        {
            "title": menu_title(page, tree),
            "url": page.get_url(tree.request),
            "current": place_of(page, shown, tree),
            "page": page,
        }
        for page in tree.menu
    ]


#: What the menu calls a section whose own title says more, by the type of its page.
SHORT_TITLES = {
    "exemplarindexpage": pgettext_lazy("menu", "Exemplars"),
    "campaignindexpage": pgettext_lazy("menu", "Campaigns"),
}


def menu_title(page: Page, tree: Tree) -> str:
    return SHORT_TITLES.get(page.content_type.model) or title_of(page, tree)


def title_of(page: Page, tree: Tree) -> str:
    """What a link to ``page`` says: the front page bears the portal's name, a link there says what it is."""
    return gettext("Home") if page == tree.home else page.title


def place_of(page: Page, shown: Page | None, tree: Tree) -> str:
    """Answer what ``aria-current`` says of a menu entry: the page itself, or the section it lies in."""
    if shown is None:
        return ""
    if shown.pk == page.pk:
        return "page"
    return "true" if page != tree.home and shown.path.startswith(page.path) else ""


@register.simple_tag(takes_context=True)
def home_url(context) -> str:
    tree = tree_of(context)
    home = tree.home or tree.root
    return home.get_url(tree.request) if home else "/"


@register.simple_tag(takes_context=True)
def exemplar_index_url(context) -> str:
    """Address of the book of honour in the active language, or empty when there is none yet."""
    tree = tree_of(context)
    return tree.exemplar_index.get_url(tree.request) if tree.exemplar_index else ""


@register.simple_tag(takes_context=True)
def section_url(context, model: str) -> str:
    """Address of the section of this page type in the active language, or empty when there is none in the menu."""
    tree = tree_of(context)
    page = next((page for page in tree.sections if page.content_type.model == model), None)
    return page.get_url(tree.request) if page else ""


@register.simple_tag(takes_context=True)
def language_links(context) -> list[dict]:
    """One entry per language: ``{"code", "label", "url", "full_url", "current", "translated"}``.

    A page without a translation leads to the nearest page above it that has one, at last to the front
    page of that language, and says which page the reader came from. Only true translations may be
    announced as alternates, so the entry says which it is.
    """
    tree, shown = tree_of(context), page_of(context)
    if shown is None and (links := links_of_view(tree)):
        return links
    nearest = nearest_versions(shown, tree) if shown else {}
    return [
        language_link(code, nearest.get(code) or tree.homes[code], shown, tree)
        for code, _name in settings.LANGUAGES
        if code in nearest or code in tree.homes
    ]


def language_link(code: str, target: Page, shown: Page | None, tree: Tree) -> dict:
    translated = shown is not None and target.translation_key == shown.translation_key
    url = target.get_url(tree.request)
    return {
        "code": code,
        "label": get_language_info(code)["name_local"],
        "url": url if translated or shown is None else f"{url}?untranslated={shown.slug}",
        "full_url": target.get_full_url(tree.request),
        "current": code == tree.language,
        "translated": translated,
    }


def links_of_view(tree: Tree) -> list[dict]:
    """The same entries for a view that speaks every language at an address of its own; else none."""
    match = getattr(tree.request, "resolver_match", None)
    if match is None or match.url_name == "wagtail_serve":
        return []
    path = tree.request.path
    urls = {code: translate_url(path, code) for code, _name in settings.LANGUAGES}
    if len(set(urls.values())) < len(urls):
        return []
    return [
        {
            "code": code,
            "label": get_language_info(code)["name_local"],
            "url": url,
            "full_url": tree.request.build_absolute_uri(url),
            "current": code == tree.language,
            "translated": True,
        }
        for code, url in urls.items()
    ]


def nearest_versions(page: Page, tree: Tree) -> dict[str, Page]:
    """By language: the page itself where it is translated, else the lowest page above it that is."""
    keys = tree.keys_down_to(page)
    versions = (
        Page.objects.live().filter(translation_key__in=keys, alias_of__isnull=True).select_related("locale")
    )
    return {version.locale.language_code: version for version in versions.order_by("depth")}


@register.simple_tag(takes_context=True)
def untranslated_page(context) -> Page | None:
    """The page that the reader came from, where the active language has no version of it (``?untranslated=``).

    Profiles are named by the book of honour itself, which knows which of them are public.
    """
    tree = tree_of(context)
    slug = tree.request.GET.get("untranslated", "") if tree.request else ""
    if not SLUG.fullmatch(slug) or tree.root is None:
        return None
    readable = Page.objects.live().public().filter(alias_of__isnull=True)
    found = readable.filter(slug=slug, depth__gt=tree.root.depth).not_exact_type(ExemplarPage)
    here = readable.filter(locale__language_code=tree.language, translation_key=OuterRef("translation_key"))
    return found.filter(~Exists(here)).select_related("locale").order_by("path").first()


@register.simple_tag(takes_context=True)
def breadcrumbs(context) -> list[dict]:
    """The way from the front page down to the parent of the page shown: ``{"title", "url"}``."""
    tree, shown = tree_of(context), page_of(context)
    if shown is None or tree.home is None:
        return []
    trail = [tree.home, *(page for page in tree.above(shown) if page.live)]
    return [{"title": title_of(page, tree), "url": page.get_url(tree.request)} for page in trail]


@register.simple_tag
def site_name() -> str:
    """What the whole site is called, as Wagtail's setting says."""
    return settings.WAGTAIL_SITE_NAME
