"""``/sitemap.xml``: every public page of every language, each naming its translations."""

from collections import defaultdict
from functools import reduce
from operator import or_

from django.contrib.sitemaps import views as sitemap_views
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Locale, Page

from exemplars.models import ExemplarPage


class PageSitemap(Sitemap):
    """Live pages without view restrictions, from the front page of each language down."""

    limit = 1000

    def items(self):
        return self.pages

    @cached_property
    def pages(self):
        front_page = self.get_wagtail_site().root_page
        fronts = front_page.get_translations(inclusive=True).live()
        trees = reduce(or_, (Q(path__startswith=front.path) for front in fronts), Q(pk__in=()))
        return readable_pages().filter(trees).order_by("path").defer_streamfields().specific()

    def _urls(self, page, protocol, domain):
        pages = with_locales(self.paginator.page(page).object_list)
        versions = self.versions_of(pages)
        urls = [
            url | {"alternates": versions[page.translation_key]}
            for page in pages
            for url in page.get_sitemap_urls(self.request)
        ]
        self.latest_lastmod = max((url["lastmod"] for url in urls if url["lastmod"]), default=None)
        return urls

    def versions_of(self, pages) -> dict:
        """The readable versions of these pages by translation key, as the sitemap template wants them.

        A page in one language only has no alternates.
        """
        keys = {page.translation_key for page in pages}
        versions = defaultdict(list)
        readable = readable_pages().filter(translation_key__in=keys).order_by("path")
        for page in with_locales(readable):
            versions[page.translation_key].append(
                {"lang_code": page.locale.language_code, "location": page.get_full_url(self.request)}
            )
        return defaultdict(list, {key: pages for key, pages in versions.items() if len(pages) > 1})


def readable_pages():
    """What anybody may read: live, without view restrictions; no untranslated copy, no profile held back."""
    held_back = ExemplarPage.objects.exclude(pk__in=ExemplarPage.objects.published().values("pk"))
    return Page.objects.live().public().filter(alias_of__isnull=True).exclude(pk__in=held_back.values("pk"))


def with_locales(pages) -> list[Page]:
    """Read the pages and give each its locale, which every address asks for, with one query for all."""
    locales, pages = Locale.objects.in_bulk(), list(pages)
    for page in pages:
        page.locale = locales[page.locale_id]
    return pages


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer the pages themselves while they fit into one file, else an index of ``?p=`` parts."""
    pages = PageSitemap(request)
    if pages.paginator.num_pages > 1 and "p" not in request.GET:
        return sitemap_views.index(request, {"pages": pages}, sitemap_url_name="sitemap-section")
    return sitemap_views.sitemap(request, {"pages": pages})


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap_section(request: HttpRequest, section: str) -> HttpResponse:
    return sitemap_views.sitemap(request, {"pages": PageSitemap(request)}, section=section)
