"""What a feed is about: all profiles of one language, or those of one field, unit or column.

Each answers with a ``Scope``; a code that names nothing is a 404. A feed costs one query for its profiles, one
for their pictures, and what it takes to find its subject.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from wagtail.models import Site
from wagtail.models.sites import SiteRootPath

from ..columns.models import ColumnPage
from ..columns.querysets import behind_a_door
from ..profiles.models import ExemplarPage
from ..vocabulary.models import Field, Unit

#: So many profiles of each kind: the newest, and those that were taken back last.
NEWEST = 20


@dataclass(frozen=True)
class Scope:
    """``narrow`` takes an ExemplarQuerySet and leaves what belongs to the subject."""

    request: HttpRequest
    root: SiteRootPath
    narrow: Callable
    subject: str | Promise = ""
    #: Where readers find the same list: below the book of honour, or an address of its own.
    filter: str = ""
    address: str = ""

    @property
    def title(self) -> str:
        return " – ".join(filter(None, [str(self.subject), settings.WAGTAIL_SITE_NAME]))

    @property
    def front(self) -> str:
        return self.root.root_url + reverse("wagtail_serve", args=("",))

    @property
    def link(self) -> str:
        """The list for readers; the front page while nothing tells where the book of honour is."""
        if self.address or not (self.filter and self.entries):
            return self.address or self.front
        return f"{self.address_of_book(self.entries[0])}?{self.filter}"

    def address_of(self, profile) -> str:
        return profile.get_full_url(self.request)

    def address_of_book(self, profile) -> str:
        return self.address_of(profile).removesuffix(f"{profile.slug}/")

    @property
    def published(self) -> list[ExemplarPage]:
        return [profile for profile in self.entries if profile.live]

    @property
    def gone(self) -> list[ExemplarPage]:
        """What was taken back, the latest first."""
        tombstones = [profile for profile in self.entries if not profile.live]
        return sorted(tombstones, key=lambda profile: profile.approval.gone_at, reverse=True)

    @cached_property
    def entries(self) -> list[ExemplarPage]:
        """The newest of both kinds with their cards. The two keys' queries stand inside the one for the rows."""
        here = ExemplarPage.objects.filter(~behind_a_door(), url_path__startswith=self.root.root_path)
        published = self.narrow(here.let_through()).newest_first()
        gone = self.narrow(here.taken_back()).latest_gone_first()
        keys = [
            ExemplarPage.objects.filter(pk__in=found.values("pk")[:NEWEST]).order_by()
            for found in (published, gone)
        ]
        either = keys[0].values("pk").union(keys[1].values("pk"))
        return list(ExemplarPage.objects.filter(pk__in=either).with_card().newest_first())


def everybody(request: HttpRequest) -> Scope:
    return Scope(request, root_for(request), narrow=lambda profiles: profiles)


def of_field(request: HttpRequest, code: str) -> Scope:
    field = get_object_or_404(Field, code=code)
    return Scope(
        request,
        root_for(request),
        narrow=lambda profiles: profiles.filter(field=field),
        subject=field.name,
        filter=f"field={code}",
    )


def of_unit(request: HttpRequest, code: str) -> Scope:
    unit = get_object_or_404(Unit, code=code)
    return Scope(
        request,
        root_for(request),
        narrow=lambda profiles: profiles.filter(unit=unit),
        subject=unit.name,
        filter=f"unit={code}",
    )


def of_column(request: HttpRequest, code: str) -> Scope:
    root = root_for(request)
    columns = ColumnPage.objects.published().filter(url_path__startswith=root.root_path)
    column = get_object_or_404(columns.select_related("locale"), slug=code)
    return Scope(
        request,
        root,
        narrow=column.profiles,
        subject=column.title,
        address=column.get_full_url(request),
    )


def root_for(request: HttpRequest) -> SiteRootPath:
    """Where the asked site lies in the active language, by Wagtail's own cache; 404 where it has no such language."""
    roots = Site.get_site_root_paths()
    if len({root.site_id for root in roots}) > 1:
        site = Site.find_for_request(request)
        roots = [root for root in roots if site and root.site_id == site.pk]
    for root in roots:
        if root.language_code == get_language():
            return root
    raise Http404
