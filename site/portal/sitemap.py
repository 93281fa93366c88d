"""``/sitemap.xml``: every public page of every language, each naming its translations and its portrait.

A section begins at a page, not at a number: so the last of a hundred sections costs what the first one costs.
"""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.contrib.sitemaps.views import SitemapIndexItem
from django.db.models import Q, prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page, Site

from exemplars.models import ExemplarPage
from exemplars.profiles.renditions import SHARED

#: Pages of one section; the protocol allows 50,000, a reader's patience less.
SECTION = 1000


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer the pages themselves while they fit into one section, else an index of sections."""
    pages = open_pages(request)
    beginnings = sections_of(pages)
    if len(beginnings) < 2:
        return section(request, pages)
    items = [SitemapIndexItem(address_of(request, path), changed) for path, changed in beginnings]
    return answer(request, "sitemap_index.xml", {"sitemaps": items})


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap_section(request: HttpRequest, first: str) -> HttpResponse:
    """The pages from the one whose path in the tree is ``first``; 404 where none is left."""
    return section(request, open_pages(request).filter(path__gte=first))


def open_pages(request: HttpRequest):
    """Live pages without view restrictions, no untranslated copies, from each front page down, in tree order."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    fronts = site.root_page.get_translations(inclusive=True).live()
    trees = reduce(or_, (Q(path__startswith=front.path) for front in fronts), Q(pk__in=()))
    return Page.objects.live().public().filter(trees, alias_of__isnull=True).order_by("path")


def sections_of(pages) -> list[tuple]:
    """The first path of every section, and when a page in it changed last: two columns, read in one go."""
    rows = list(pages.values_list("path", "last_published_at"))
    chunks = [rows[start : start + SECTION] for start in range(0, len(rows), SECTION)]
    return [(chunk[0][0], max(filter(None, dict(chunk).values()), default=None)) for chunk in chunks]


def address_of(request: HttpRequest, first: str) -> str:
    return request.build_absolute_uri(reverse("sitemap-section", args=[first]))


def section(request: HttpRequest, pages) -> HttpResponse:
    found = with_locales(readable(pages.defer_streamfields().specific()[:SECTION]))
    if not found:
        raise Http404
    versions, pictures = versions_of(found, request), pictures_of(found)
    urls = [
        url | {"alternates": versions[page.translation_key], "image": pictures.get(page.pk)}
        for page in found
        for url in page.get_sitemap_urls(request)
    ]
    return answer(request, "sitemap.xml", {"urlset": urls})


def answer(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    return render(request, template, context, content_type="application/xml")


def readable(pages) -> list[Page]:
    """Leave out profiles that are live and did not pass the gate."""
    pages = list(pages)
    profiles = [page.pk for page in pages if page.cached_content_type.model_class() is ExemplarPage]
    passed = set(ExemplarPage.objects.filter(pk__in=profiles).let_through().values_list("pk", flat=True))
    return [page for page in pages if page.pk in passed or page.pk not in profiles]


def with_locales(pages: list[Page]) -> list[Page]:
    """Give each page its locale, which every address asks for, with one query for all."""
    locales = Locale.objects.in_bulk()
    for page in pages:
        page.locale = locales[page.locale_id]
    return pages


def versions_of(pages: list[Page], request: HttpRequest) -> dict:
    """The readable versions of these pages by translation key, as the template wants them.

    A page in one language only has no alternates.
    """
    keys = {page.translation_key for page in pages}
    versions = defaultdict(list)
    others = Page.objects.live().public().filter(translation_key__in=keys, alias_of__isnull=True)
    for page in with_locales(readable(others.order_by("path"))):
        versions[page.translation_key].append(
            {"lang_code": page.locale.language_code, "location": page.get_full_url(request)}
        )
    return defaultdict(list, {key: pages for key, pages in versions.items() if len(pages) > 1})


def pictures_of(pages: list[Page]) -> dict[int, str]:
    """By page, the address of the portrait as it is shared; only what publishing has made, for reading makes none."""
    profiles = [page for page in pages if isinstance(page, ExemplarPage) and page.portrait_id]
    prefetch_related_objects(profiles, "portrait__renditions")
    return {
        profile.pk: rendition.full_url
        for profile in profiles
        for rendition in profile.portrait.renditions.all()
        if rendition.filter_spec == SHARED
    }
