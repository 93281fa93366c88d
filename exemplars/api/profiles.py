"""The public JSON API: published profiles and the words by which they are filtered. Read only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import http_date
from django.utils.translation import override
from django.views.decorators.cache import cache_control
from ninja import Path, Query, Router
from ninja.decorators import decorate_view

from ..profiles.listing import SORTS, matching_keys
from ..profiles.models import ExemplarPage
from ..profiles.renditions import with_renditions
from ..vocabulary.models import Field, Unit
from .problems import Revoked, takes
from .schemas import (
    Gone,
    Honour,
    Language,
    PageId,
    Problem,
    Profiles,
    ProfilesAsked,
    ProfileWithStory,
    Term,
    Tombstone,
    Tombstones,
    TombstonesAsked,
    UnitTerm,
)

router = Router(tags=["profiles"])
kept_for_a_minute = decorate_view(cache_control(public=True, max_age=60))
kept_for_an_hour = decorate_view(cache_control(public=True, max_age=3600))


@router.get(
    "/profiles",
    response={200: Profiles, 422: Problem},
    summary="Published profiles",
    description="A profile whose recognition is revoked leaves this list; `/tombstones` says which did, and when.",
)
@kept_for_a_minute
@takes(*ProfilesAsked.model_fields)
def profiles(request: HttpRequest, asked: Query[ProfilesAsked]):
    found = SORTS[asked.sort](fitting(asked))
    rows = list(found.with_card()[asked.offset : asked.offset + asked.limit])
    count = found.count()
    return one_page(request, asked, count, with_versions(rows))


@router.get(
    "/tombstones",
    response={200: Tombstones, 422: Problem},
    summary="Profiles whose recognition was revoked",
    description="Of profiles that were public once, the latest revocation first. Whoever keeps a copy must delete it.",
)
@kept_for_a_minute
@takes(*TombstonesAsked.model_fields)
def tombstones(request: HttpRequest, asked: Query[TombstonesAsked]):
    found = ExemplarPage.objects.tombstones()
    if asked.locale:
        found = found.in_language(asked.locale)
    if asked.since:
        found = found.gone_since(asked.since)
    rows = list(found[asked.offset : asked.offset + asked.limit])
    return one_page(request, asked, found.count(), rows)


@router.get(
    "/profiles/{profile_id}",
    response={200: ProfileWithStory, 404: Problem, 410: Gone},
    summary="A profile by its id",
)
@kept_for_a_minute
@takes()
def profile_by_id(request: HttpRequest, response: HttpResponse, profile_id: Path[PageId]):
    return one_profile(response, pk=profile_id)


@router.get(
    "/profiles/{locale}/{slug:slug}",
    response={200: ProfileWithStory, 404: Problem, 410: Gone},
    summary="A profile by its language and slug",
)
@kept_for_a_minute
@takes()
def profile_by_slug(request: HttpRequest, response: HttpResponse, locale: Path[Language], slug: str):
    return one_profile(response, locale__language_code=locale, slug=slug)


@router.get("/fields", response=list[Term], tags=["vocabulary"], summary="Fields of achievement")
@kept_for_an_hour
@takes()
def fields(request: HttpRequest):
    return Field.objects.all()


@router.get("/units", response=list[UnitTerm], tags=["vocabulary"], summary="Units")
@kept_for_an_hour
@takes()
def units(request: HttpRequest):
    return Unit.objects.select_related("bloc")


@router.get("/honours", response=list[Honour], tags=["vocabulary"], summary="Kinds of honour")
@kept_for_an_hour
@takes()
def honours(request: HttpRequest):
    return [{"code": honour.value, "name": in_every_language(honour.label)} for honour in ExemplarPage.Honour]


def in_every_language(text) -> dict[str, str]:
    words = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            words[code] = str(text)
    return words


def fitting(asked: ProfilesAsked):
    """Published profiles that fit everything asked for; several values of one parameter mean any of them."""
    wanted = {
        "field__code": asked.field,
        "unit__code": asked.unit,
        "year": asked.year,
        "honour": asked.honour,
    }
    filters = {f"{column}__in": values for column, values in wanted.items() if values}
    found = ExemplarPage.objects.published().in_language(asked.locale).filter(**filters)
    if asked.search.strip():
        found = found.filter(pk__in=matching_keys(ExemplarPage.objects.live(), asked.search))
    return found


def one_profile(response: HttpResponse, **lookup) -> ExemplarPage:
    profile = ExemplarPage.objects.listed().filter(**lookup).first()
    if profile is None:
        raise what_became_of(**lookup)
    with_renditions(profile)
    response["Last-Modified"] = http_date(profile.last_published_at.timestamp())
    return with_versions([profile])[0]


def what_became_of(**lookup) -> Exception:
    """Say why there is no such profile: it never was public, or its recognition is revoked."""
    gone = ExemplarPage.objects.tombstones().filter(**lookup).first()
    return Revoked(Tombstone.from_orm(gone).model_dump(mode="json")) if gone else Http404()


def with_versions(rows: list[ExemplarPage]) -> list[ExemplarPage]:
    """Give each profile its published translations, read with one query for all."""
    keys = {profile.translation_key for profile in rows}
    others = (
        ExemplarPage.objects.published()
        .filter(translation_key__in=keys)
        .select_related("locale")
        .order_by("locale")
    )
    versions = list(others) if rows else []
    for profile in rows:
        profile.versions = [
            other
            for other in versions
            if other.translation_key == profile.translation_key and other.pk != profile.pk
        ]
    return rows


def one_page(request: HttpRequest, asked, count: int, rows: list) -> dict:
    """The rows of one page, with the addresses of the next and of the one before."""
    following, before = asked.offset + asked.limit, max(asked.offset - asked.limit, 0)
    return {
        "count": count,
        "next": address_from(request, following) if following < count else None,
        "previous": address_from(request, before) if asked.offset else None,
        "results": rows,
    }


def address_from(request: HttpRequest, offset: int) -> str:
    parameters = request.GET.copy()
    parameters["offset"] = str(offset)
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
