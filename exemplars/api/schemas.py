"""What the public API says of a profile: public columns by name, nothing by reflection."""

import datetime
from typing import Annotated, Literal

from django.conf import settings
from django.urls import reverse
from ninja import Field, Schema
from wagtail.images.shortcuts import get_rendition_or_not_found

from ..profiles.models import ExemplarPage
from ..profiles.renditions import SHARED
from .story import story_blocks

Language = Literal[tuple(code for code, _name in settings.LANGUAGES)]
HonourCode = Literal[tuple(ExemplarPage.Honour.values)]
Code = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,60}$")]

#: What the database can hold as a key.
PageId = Annotated[int, Field(ge=1, le=2**31 - 1)]

MOST_ROWS = 100


class ProfilesAsked(Schema):
    """Query parameters of the list."""

    locale: Language = Field(settings.LANGUAGE_CODE, description="Language of the profiles.")
    field: list[Code] = Field([], max_length=50, description="Codes of fields; several mean any of them.")
    unit: list[Code] = Field([], max_length=50, description="Codes of units.")
    year: list[Annotated[int, Field(ge=1900, le=2200)]] = Field(
        [], max_length=50, description="Years of the honour."
    )
    honour: list[HonourCode] = Field([], max_length=10, description="Kinds of honour.")
    search: str = Field("", max_length=200, description="Words, with or without Vietnamese marks.")
    sort: Literal["newest", "name"] = Field(
        "newest", description="`name` is Vietnamese order: given name first."
    )
    limit: int = Field(20, ge=1, le=MOST_ROWS, description="Rows in one answer.")
    offset: int = Field(0, ge=0, le=1_000_000, description="Rows to leave out before the first.")


class Name(Schema):
    vi: str
    en: str


class Term(Schema):
    code: str
    name: Name

    @staticmethod
    def resolve_name(term):
        return {"vi": term.name_vi, "en": term.name_en}


class UnitTerm(Term):
    kind: str
    bloc: Term | None = None
    province: str


class Honour(Schema):
    code: str
    name: Name


class Portrait(Schema):
    url: str
    width: int
    height: int
    alt: str


class Decision(Schema):
    """The decision behind the honour. The reference of the nomination is not public."""

    number: str = Field(alias="decision_number")
    date: datetime.date = Field(alias="decision_date")
    signatory: str


class Version(Schema):
    locale: str
    id: int
    url: str


class Profile(Schema):
    id: int
    slug: str
    locale: str
    url: str = Field(description="The page for readers.")
    api_url: str
    name: str = Field(alias="title")
    honorific: str
    summary: str
    honour: str
    year: int
    unit: UnitTerm
    field: Term
    portrait: Portrait | None = None
    decision: Decision | None = Field(None, alias="approval")
    published_at: datetime.datetime = Field(alias="first_published_at")
    updated_at: datetime.datetime = Field(alias="last_published_at")
    translations: list[Version] = Field(description="The same profile in the other languages.")

    @staticmethod
    def resolve_locale(profile):
        return profile.locale.language_code

    @staticmethod
    def resolve_url(profile, context):
        return profile.get_full_url(context["request"])

    @staticmethod
    def resolve_api_url(profile, context):
        request = context["request"]
        path = reverse(f"{request.resolver_match.namespace}:profile_by_id", args=[profile.pk])
        return request.build_absolute_uri(path)

    @staticmethod
    def resolve_portrait(profile, context):
        if profile.portrait is None:
            return None
        rendition = get_rendition_or_not_found(profile.portrait, SHARED)
        url = context["request"].build_absolute_uri(rendition.url)
        return {"url": url, "width": rendition.width, "height": rendition.height, "alt": profile.portrait_alt}

    @staticmethod
    def resolve_translations(profile, context):
        return [
            {
                "locale": other.locale.language_code,
                "id": other.pk,
                "url": other.get_full_url(context["request"]),
            }
            for other in profile.versions
        ]


class Block(Schema):
    type: str
    value: str | dict | list


class ProfileWithStory(Profile):
    story: list[Block]

    @staticmethod
    def resolve_story(profile, context):
        return story_blocks(profile.story, context["request"].build_absolute_uri)


class Profiles(Schema):
    count: int = Field(description="Profiles that fit, on all pages.")
    next: str | None
    previous: str | None
    results: list[Profile]


class TombstonesAsked(Schema):
    """Query parameters of the list of profiles that were taken back."""

    locale: Language | None = Field(None, description="Language of the profiles; all without it.")
    since: datetime.date | None = Field(None, description="Recorded on this day or later.")
    limit: int = Field(100, ge=1, le=MOST_ROWS, description="Rows in one answer.")
    offset: int = Field(0, ge=0, le=1_000_000, description="Rows to leave out before the first.")


class RevokingDecision(Schema):
    number: str = Field(alias="revocation_decision")
    date: datetime.date = Field(alias="revoked_on")


class Tombstone(Schema):
    """What is left of a profile whose recognition was revoked, or whose person took the consent back.

    It names nobody. ``decision`` and ``revoked_on`` are there for ``revoked`` only; what is ``withdrawn``
    may come back, with the person's word.
    """

    id: int
    locale: str
    status: Literal["revoked", "withdrawn"]
    revoked_on: datetime.date | None
    recorded_at: datetime.datetime
    decision: RevokingDecision | None

    @staticmethod
    def resolve_status(profile):
        return str(profile.approval.gone)

    @staticmethod
    def resolve_decision(profile):
        return profile.approval if profile.approval.revoked_on else None

    @staticmethod
    def resolve_locale(profile):
        return profile.locale.language_code

    @staticmethod
    def resolve_revoked_on(profile):
        return profile.approval.revoked_on

    @staticmethod
    def resolve_recorded_at(profile):
        return profile.approval.gone_at


class Tombstones(Schema):
    count: int = Field(description="Tombstones that fit, on all pages.")
    next: str | None
    previous: str | None
    results: list[Tombstone]


class Problem(Schema):
    """RFC 9457. ``errors`` names the parameters that were refused."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[dict] = []


class Gone(Problem):
    """The profile was public once, and was taken back."""

    tombstone: Tombstone
