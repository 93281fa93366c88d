"""Conferences: when and where, the programme, who is there, and what is left of them afterwards."""

import datetime
from typing import Literal

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.http import http_date
from ninja import Field, Path, Query, Router, Schema

from ..conferences.models import ConferencePage
from ..conferences.rules import Phase, Stream
from ..profiles.models import ExemplarPage
from .addresses import Addresses
from .asking import Language, Paged, PageId, chosen, sparse, takes
from .cursors import Order
from .html import rich_text
from .keeping import kept_for_a_minute
from .lists import answered, counted, page, sliced
from .schemas import Page, Problem, Refusal, Term, Version, nothing_but
from .story import Story
from .versions import versions_of
from .vocabulary import as_term

router = Router(tags=["conferences"])

LATEST_FIRST = Order("-starts_at", "-pk")


class LiveStream(Schema):
    url: str
    starts_at: datetime.datetime
    state: Literal[tuple(stream.value for stream in Stream if stream is not Stream.NONE)]


class Conference(Schema):
    model_config = nothing_but("id")

    id: int
    slug: str
    locale: Language
    url: str
    api_url: str
    title: str
    summary: str
    phase: Literal[tuple(phase.value for phase in Phase)] = Field(description="At the moment of the answer.")
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    venue: str
    address: str
    map_url: str
    stream: LiveStream | None
    published_at: datetime.datetime | None
    updated_at: datetime.datetime | None
    translations: list[Version]


class Conferences(Page):
    results: list[Conference]


class ProgrammeItem(Schema):
    starts_at: datetime.datetime
    title: str
    speaker: str
    room: str


class Delegate(Schema):
    """A published profile; the whole of it stands at `api_url`."""

    id: int
    name: str
    honorific: str
    locale: Language
    field: Term
    url: str
    api_url: str


class Paper(Schema):
    title: str
    url: str


class ConferenceWithParts(Conference):
    intro: str = Field(description="HTML.")
    programme: list[ProgrammeItem]
    honoured: Delegate | None = Field(description="The one honoured for digital transformation.")
    delegates: list[Delegate] = Field(description="By field, then by name; the one honoured among them.")
    photographs: list[dict] = Field(description="Like the pictures of a story.")
    clips: list[dict] = Field(description="Like the recordings of a story.")
    documents: list[Paper]


class ConferencesAsked(Paged):
    """Query parameters of the list."""

    locale: Language = Field(settings.LANGUAGE_CODE, description="Language of the conferences.")
    fields: sparse(Conference) = []


class ConferenceAsked(Schema):
    fields: sparse(ConferenceWithParts) = []


@router.get(
    "/conferences",
    response={200: Conferences, 422: Refusal},
    operation_id="list_conferences",
    summary="Conferences, the latest first",
)
@kept_for_a_minute
@takes(ConferencesAsked)
def conferences(request: HttpRequest, asked: Query[ConferencesAsked]):
    found = ConferencePage.objects.published().in_language(asked.locale)
    part = sliced(found.select_related("locale"), asked, LATEST_FIRST, "conferences")
    addresses = Addresses(request)
    versions = versions_of(ConferencePage, part.rows, "conference_by_id", addresses)
    results = [chosen(of_one(row, addresses, versions), asked.fields) for row in part.rows]
    return page(request, part, results, counted(found) if asked.count else None)


@router.get(
    "/conferences/{conference_id}",
    response={200: ConferenceWithParts, 404: Problem, 422: Refusal},
    operation_id="get_conference",
    summary="A conference with its programme and delegates",
)
@kept_for_a_minute
@takes(ConferenceAsked)
def conference_by_id(request: HttpRequest, conference_id: Path[PageId], asked: Query[ConferenceAsked]):
    found = ConferencePage.objects.published().select_related("locale", "honoured")
    conference = found.filter(pk=conference_id).first()
    if conference is None:
        raise Http404
    addresses = Addresses(request)
    versions = versions_of(ConferencePage, [conference], "conference_by_id", addresses)
    data = of_one(conference, addresses, versions) | parts_of(conference, addresses)
    response = answered(chosen(data, asked.fields))
    if conference.last_published_at:
        response["Last-Modified"] = http_date(conference.last_published_at.timestamp())
    return response


def of_one(conference: ConferencePage, addresses: Addresses, versions: dict) -> dict:
    return {
        "id": conference.pk,
        "slug": conference.slug,
        "locale": conference.locale.language_code,
        "url": addresses.page(conference.url_path, conference.locale.language_code),
        "api_url": addresses.resource("conference_by_id", conference.pk),
        "title": conference.title,
        "summary": conference.summary,
        "phase": conference.phase.value,
        "starts_at": conference.starts_at,
        "ends_at": conference.ends_at,
        "venue": conference.venue,
        "address": conference.address,
        "map_url": conference.map_url,
        "stream": stream_of(conference),
        "published_at": conference.first_published_at,
        "updated_at": conference.last_published_at,
        "translations": versions[conference.pk],
    }


def stream_of(conference: ConferencePage) -> dict | None:
    state = conference.stream
    if state is Stream.NONE:
        return None
    return {"url": conference.stream_url, "starts_at": conference.stream_starts_at, "state": state.value}


def parts_of(conference: ConferencePage, addresses: Addresses) -> dict:
    honoured = conference.honoured_shown()
    return {
        "intro": rich_text(conference.intro, addresses.absolute),
        "programme": [
            {"starts_at": item.starts_at, "title": item.title, "speaker": item.speaker, "room": item.room}
            for item in conference.programme.all()
        ],
        "honoured": delegate(honoured, addresses) if honoured else None,
        "delegates": [delegate(profile, addresses) for profile in conference.delegates_shown()],
        "photographs": [block["value"] for block in Story(conference.photographs, addresses).blocks],
        "clips": [block["value"] for block in Story(conference.clips, addresses).blocks],
        "documents": [
            {"title": block.value["title"], "url": addresses.absolute(block.value["document"].url)}
            for block in conference.documents
            if block.value["document"]
        ],
    }


def delegate(profile: ExemplarPage, addresses: Addresses) -> dict:
    language = profile.locale.language_code
    return {
        "id": profile.pk,
        "name": profile.title,
        "honorific": profile.honorific,
        "locale": language,
        "field": as_term(profile.field),
        "url": addresses.page(profile.url_path, language),
        "api_url": addresses.resource("profile_by_id", profile.pk),
    }
