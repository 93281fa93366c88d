"""What is asked of profiles, and what is said of one: public columns by name, nothing by reflection."""

import datetime
from typing import Annotated, Literal

from django.conf import settings
from ninja import Field, Schema

from ..profiles.models import ExemplarPage
from ..vocabulary.models import Unit as UnitModel
from .asking import Code, Language, Paged, sparse
from .schemas import Name, Page, Portrait, Term, Tombstone, Version, nothing_but

HonourCode = Literal[tuple(ExemplarPage.Honour.values)]
Year = Annotated[int, Field(ge=1900, le=2200)]


class UnitTerm(Term):
    kind: Literal[tuple(UnitModel.Kind.values)]
    bloc: Term | None
    province: str = Field(description="Empty for a unit of the whole country.")


class Honour(Schema):
    code: HonourCode
    name: Name


class Province(Schema):
    name: str


class Decision(Schema):
    """The decision behind the honour. The reference of the nomination is not public."""

    number: str
    date: datetime.date
    signatory: str


class Profile(Schema):
    model_config = nothing_but("id")

    id: int
    slug: str
    locale: Language
    url: str = Field(description="The page for readers.")
    api_url: str
    name: str = Field(description="The person's full name: family name first.")
    honorific: str
    summary: str
    honour: HonourCode
    year: int
    unit: UnitTerm
    field: Term
    portrait: Portrait | None
    decision: Decision | None = Field(description="Null in a preview only.")
    published_at: datetime.datetime | None = Field(description="Null in a preview only.")
    updated_at: datetime.datetime | None = Field(description="Null in a preview only.")
    translations: list[Version] = Field(
        description="The same profile in the other languages, where published."
    )


class Profiles(Page):
    results: list[Profile]


class Block(Schema):
    """One block of a story, by `type`.

    `heading`: text. `paragraph`: HTML. `quotation`: `text`, `attribution`. `picture`: like a portrait, with a
    `caption`. `achievements`: rows of `title`, `detail`, `source`. `video`: `url`, `title`, `transcript`.
    New types may come: leave out those that you do not know.
    """

    type: str
    value: str | dict | list


class ProfileWithStory(Profile):
    story: list[Block] = Field(description="The story as blocks, in reading order.")
    story_html: str = Field(
        description="As HTML without classes, with full addresses; only where `fields` names it."
    )


class ProfilesAsked(Paged):
    """Query parameters of the list. Several values of one filter mean any of them."""

    locale: Language = Field(settings.LANGUAGE_CODE, description="Language of the profiles.")
    field: list[Code] = Field([], max_length=50, description="Codes of fields.")
    unit: list[Code] = Field([], max_length=50, description="Codes of units.")
    bloc: list[Code] = Field([], max_length=50, description="Codes of emulation blocs.")
    province: list[Annotated[str, Field(min_length=1, max_length=100)]] = Field(
        [], max_length=50, description="Provinces of units, as `/provinces` names them."
    )
    year: list[Year] = Field([], max_length=50, description="Years of the honour.")
    honour: list[HonourCode] = Field([], max_length=10, description="Kinds of honour.")
    search: str = Field("", max_length=200, description="Words, with or without Vietnamese marks.")
    sort: Literal["newest", "oldest", "updated", "name"] = Field(
        "newest", description="`name` is Vietnamese order: given name first."
    )
    fields: sparse(Profile) = []


class ProfileAsked(Schema):
    fields: sparse(ProfileWithStory) = []


class TombstonesAsked(Paged):
    """Query parameters of the list of profiles that were taken back."""

    locale: Language | None = Field(None, description="Language of the profiles; all without it.")
    since: datetime.date | None = Field(None, description="Recorded on this day or later.")


class Tombstones(Page):
    results: list[Tombstone]
