"""Standing columns, and the profiles in each of them in the column's own order."""

import datetime

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.http import http_date
from ninja import Field, Path, Query, Router, Schema

from ..columns.models import ColumnPage
from . import profile_rows
from .addresses import Addresses
from .asking import Language, Paged, PageId, chosen, sparse, takes
from .cursors import Order
from .html import rich_text
from .keeping import kept_for_a_minute
from .lists import answered, counted, page, sliced
from .profile_schemas import Profile, Profiles
from .schemas import Page, Problem, Refusal, Version, nothing_but
from .versions import versions_of

router = Router(tags=["columns"])

BY_TITLE = Order("title", "pk")
IN_THE_COLUMN = Order("place", "-first_published_at", "-pk")


class Column(Schema):
    model_config = nothing_but("id")

    id: int
    slug: str
    locale: Language
    url: str
    api_url: str
    title: str
    intro: str = Field(description="HTML.")
    newspaper: str = Field(description="Who keeps the column; empty for the portal itself.")
    profiles_url: str = Field(description="The column's profiles in this API.")
    published_at: datetime.datetime | None
    updated_at: datetime.datetime | None
    translations: list[Version]


class Columns(Page):
    results: list[Column]


class ColumnsAsked(Paged):
    """Query parameters of the list."""

    locale: Language = Field(settings.LANGUAGE_CODE, description="Language of the columns.")
    fields: sparse(Column) = []


class ColumnAsked(Schema):
    fields: sparse(Column) = []


class ColumnProfilesAsked(Paged):
    """Query parameters of the list of a column's profiles."""

    fields: sparse(Profile) = []


@router.get(
    "/columns",
    response={200: Columns, 422: Refusal},
    operation_id="list_columns",
    summary="Standing columns",
)
@kept_for_a_minute
@takes(ColumnsAsked)
def columns(request: HttpRequest, asked: Query[ColumnsAsked]):
    found = ColumnPage.objects.published().in_language(asked.locale)
    part = sliced(found.select_related("locale"), asked, BY_TITLE, "columns")
    results = as_data(part.rows, request, asked.fields)
    return page(request, part, results, counted(found) if asked.count else None)


@router.get(
    "/columns/{column_id}",
    response={200: Column, 404: Problem, 422: Refusal},
    operation_id="get_column",
    summary="A column",
)
@kept_for_a_minute
@takes(ColumnAsked)
def column_by_id(request: HttpRequest, column_id: Path[PageId], asked: Query[ColumnAsked]):
    column = one(column_id)
    response = answered(as_data([column], request, asked.fields)[0])
    if column.last_published_at:
        response["Last-Modified"] = http_date(column.last_published_at.timestamp())
    return response


@router.get(
    "/columns/{column_id}/profiles",
    response={200: Profiles, 404: Problem, 422: Refusal},
    operation_id="list_column_profiles",
    summary="The profiles of a column, in its order",
)
@kept_for_a_minute
@takes(ColumnProfilesAsked)
def column_profiles(request: HttpRequest, column_id: Path[PageId], asked: Query[ColumnProfilesAsked]):
    found = one(column_id).profiles()
    part = sliced(profile_rows.as_rows(found, "place"), asked, IN_THE_COLUMN, f"columns/{column_id}")
    results = profile_rows.as_data(part.rows, Addresses(request), asked.fields or tuple(Profile.model_fields))
    return page(request, part, results, counted(found) if asked.count else None)


def one(key: int) -> ColumnPage:
    column = ColumnPage.objects.published().select_related("locale").filter(pk=key).first()
    if column is None:
        raise Http404
    return column


def as_data(columns: list[ColumnPage], request: HttpRequest, fields: list[str]) -> list[dict]:
    """What the pages of some columns say, or the part of it that is wanted."""
    addresses = Addresses(request)
    versions = versions_of(ColumnPage, columns, "column_by_id", addresses)
    return [chosen(of_one(column, addresses, versions), fields) for column in columns]


def of_one(column: ColumnPage, addresses: Addresses, versions: dict) -> dict:
    return {
        "id": column.pk,
        "slug": column.slug,
        "locale": column.locale.language_code,
        "url": addresses.page(column.url_path, column.locale.language_code),
        "api_url": addresses.resource("column_by_id", column.pk),
        "title": column.title,
        "intro": rich_text(column.intro, addresses.absolute),
        "newspaper": column.newspaper,
        "profiles_url": addresses.resource("column_profiles", column.pk),
        "published_at": column.first_published_at,
        "updated_at": column.last_published_at,
        "translations": versions[column.pk],
    }
