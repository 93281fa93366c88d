"""What changed since somebody last asked, so that a copy of all that is public can be kept in step."""

import datetime
from typing import Literal

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from ninja import Field, Query, Router, Schema

from ..changes.models import Event, Reason
from ..changes.reading import PlaceLost, place_in, read_from, written
from .asking import takes
from .keeping import always_asked
from .problems import CursorLost, Refused
from .reasons import NO_CURSOR
from .schemas import Problem, Refusal

router = Router(tags=["changes"])
#: By the kind of a page, the name under which the API shows one by its id.
ITEMS = {"profile": "profile_by_id", "column": "column_by_id", "conference": "conference_by_id"}


class ChangesAsked(Schema):
    """Query parameters of the list of changes."""

    since: str = Field(
        "",
        max_length=200,
        description="The cursor of `next`. Without it, from the beginning: all that is public is in it.",
    )
    limit: int = Field(100, ge=1, le=500, description="Changes in one answer.")


class ChangeRow(Schema):
    """One change. It names nobody: what is public now stands at `api_url`."""

    sequence: int = Field(
        description="Numbers grow in the order in which changes became visible; some are missing."
    )
    event: Literal[tuple(Event.values)]
    reason: Literal[tuple(Reason.values)] | None = Field(description="Of `withdrawn` only: why.")
    type: str = Field(alias="subject", description="`profile`, for example.")
    id: int = Field(alias="page_id")
    locale: str
    at: datetime.datetime
    api_url: str | None = Field(description="The item as it is now; 404 or 410 when it is withdrawn.")

    @staticmethod
    def resolve_reason(change):
        return change.reason or None

    @staticmethod
    def resolve_api_url(change, context):
        request = context["request"]
        name = f"{request.resolver_match.namespace}:{ITEMS[change.subject]}"
        try:
            return request.build_absolute_uri(reverse(name, args=[change.page_id]))
        except NoReverseMatch:
            return None


class Changes(Schema):
    results: list[ChangeRow]
    next: str = Field(description="Where to ask the next time; always there, also when nothing is new.")
    has_more: bool = Field(description="Whether to ask at once, or in a while.")


class Lost(Problem):
    """The cursor is older than what is kept: throw the copy away and begin at `restart`."""

    restart: str


@router.get(
    "/changes",
    response={200: Changes, 410: Lost, 422: Refusal},
    operation_id="list_changes",
    summary="Changes, in the order in which they became visible",
    description=(
        "Begin without `since`: that leads through all that is public, with what was withdrawn lately. Then ask at "
        "`next`, again and again. For each row fetch `api_url` past every cache (`Cache-Control: no-cache`), and "
        "delete your copy where it answers 404 or 410, or where the row says `withdrawn`. The same item may come "
        "several times. 410 says that the cursor is older than what is kept."
    ),
)
@always_asked
@takes(ChangesAsked)
def changes(request: HttpRequest, asked: Query[ChangesAsked]):
    try:
        place = place_in(asked.since) if asked.since else None
    except ValueError as made_up:
        raise Refused({"since": NO_CURSOR}) from made_up
    try:
        part = read_from(place, limit=asked.limit)
    except PlaceLost as lost:
        raise CursorLost(request.build_absolute_uri(request.path)) from lost
    limit = {"limit": asked.limit} if "limit" in request.GET else {}
    following = urlencode({"since": written(part.next)} | limit)
    return {
        "results": part.changes,
        "next": request.build_absolute_uri(f"{request.path}?{following}"),
        "has_more": part.has_more,
    }
