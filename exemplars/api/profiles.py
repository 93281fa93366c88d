"""Published profiles: the list, and one by its id or its address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import http_date
from ninja import Path, Query, Router

from ..profiles.listing import matching_keys
from ..profiles.models import ExemplarPage
from ..profiles.querysets import ExemplarQuerySet
from . import profile_rows
from .addresses import Addresses
from .asking import Language, PageId, Slug, takes
from .cursors import Order
from .keeping import kept_for_a_minute
from .lists import answered, counted, page, sliced
from .problems import Revoked
from .profile_schemas import Profile, ProfileAsked, Profiles, ProfilesAsked, ProfileWithStory
from .schemas import Gone, Problem, Refusal
from .story import Story
from .tombstones import as_data as tombstone_data

router = Router(tags=["profiles"])

ORDERS = {
    "newest": Order("-first_published_at", "-pk"),
    "oldest": Order("first_published_at", "pk"),
    "updated": Order("-last_published_at", "-pk"),
    "name": Order("sort_name", "pk"),
}
ALL = tuple(Profile.model_fields)
#: What a profile is answered with where nobody chooses; the story as HTML would say everything twice.
WITH_STORY = tuple(name for name in ProfileWithStory.model_fields if name != "story_html")


@router.get(
    "/profiles",
    response={200: Profiles, 422: Refusal},
    operation_id="list_profiles",
    summary="Published profiles",
    description="A profile that is taken back leaves this list; `/tombstones` says which did, and when.",
)
@kept_for_a_minute
@takes(ProfilesAsked)
def profiles(request: HttpRequest, asked: Query[ProfilesAsked]):
    found = fitting(asked)
    part = sliced(profile_rows.as_rows(found), asked, ORDERS[asked.sort], "profiles")
    results = profile_rows.as_data(part.rows, Addresses(request), asked.fields or ALL)
    return page(request, part, results, counted(found) if asked.count else None)


@router.get(
    "/profiles/{profile_id}",
    response={200: ProfileWithStory, 404: Problem, 410: Gone, 422: Refusal},
    operation_id="get_profile",
    summary="A profile by its id",
)
@kept_for_a_minute
@takes(ProfileAsked)
def profile_by_id(request: HttpRequest, profile_id: Path[PageId], asked: Query[ProfileAsked]):
    return one_profile(request, asked, pk=profile_id)


@router.get(
    "/profiles/{locale}/{slug}",
    response={200: ProfileWithStory, 404: Problem, 410: Gone, 422: Refusal},
    operation_id="get_profile_by_slug",
    summary="A profile by its language and slug",
)
@kept_for_a_minute
@takes(ProfileAsked)
def profile_by_slug(
    request: HttpRequest, locale: Path[Language], slug: Path[Slug], asked: Query[ProfileAsked]
):
    return one_profile(request, asked, locale__language_code=locale, slug=slug)


def fitting(asked: ProfilesAsked) -> ExemplarQuerySet:
    """Published profiles that fit everything asked for; several values of one parameter mean any of them."""
    wanted = {
        "field__code": asked.field,
        "unit__code": asked.unit,
        "unit__bloc__code": asked.bloc,
        "unit__province": asked.province,
        "year": asked.year,
        "honour": asked.honour,
    }
    filters = {f"{name}__in": values for name, values in wanted.items() if values}
    found = ExemplarPage.objects.published().in_language(asked.locale).filter(**filters)
    if asked.search.strip():
        found = found.filter(pk__in=matching_keys(ExemplarPage.objects.live(), asked.search))
    return found


def one_profile(request: HttpRequest, asked: ProfileAsked, **lookup) -> HttpResponse:
    """A profile with its story, or what became of it."""
    row = profile_rows.as_rows(ExemplarPage.objects.published().filter(**lookup)).first()
    if row is None:
        raise what_became_of(**lookup)
    response = answered(one_as_data(row, request, asked.fields or WITH_STORY))
    response["Last-Modified"] = http_date(row.last_published_at.timestamp())
    return response


def one_as_data(row, request: HttpRequest, wanted) -> dict:
    """A profile with what is wanted of its story."""
    addresses = Addresses(request)
    data = profile_rows.as_data([row], addresses, wanted)[0]
    if not {"story", "story_html"}.isdisjoint(wanted):
        stream = ExemplarPage.objects.filter(pk=row.pk).values_list("story", flat=True).get()
        data |= Story(stream, addresses).properties(wanted)
    return data


def what_became_of(**lookup) -> Exception:
    """Say why there is no such profile: it never was public, or it was taken back."""
    gone = ExemplarPage.objects.tombstones().filter(**lookup).first()
    return Revoked(tombstone_data(gone)) if gone else Http404()
