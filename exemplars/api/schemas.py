"""Shapes that several collections share: names in two languages, pictures, pages of a list, problems.

Shapes document; answers are built by hand (``lists.answered``), and tests hold the one to the other.
"""

from typing import Literal

from ninja import Field, Schema
from pydantic import ConfigDict


def nothing_but(*names: str):
    """A shape of which a client may ask for a part: only ``names`` are always there."""

    def only_required(schema: dict) -> None:
        schema["required"] = list(names)

    return ConfigDict(json_schema_extra=only_required)


class Name(Schema):
    vi: str
    en: str


class Term(Schema):
    """A word of the vocabulary: its code is stable, and the same in both languages."""

    code: str
    name: Name


class Size(Schema):
    url: str
    width: int
    height: int


class PortraitSizes(Schema):
    """4:5. `jpeg` and `large` are 640 pixels wide, `card` 480, `thumbnail` 160; all but `jpeg` are WebP."""

    jpeg: Size
    large: Size
    card: Size
    thumbnail: Size


class Portrait(Size):
    alt: str = Field(description="Words for those who do not see the picture.")
    renditions: PortraitSizes


class Version(Schema):
    """The same thing in another language."""

    locale: str
    id: int
    url: str
    api_url: str


class Count(Schema):
    value: int = Field(description="Rows that fit, on all pages; at most 10,000.")
    exact: bool = Field(description="False where there are more than that.")


class Page(Schema):
    count: Count | None = Field(description="With `count=true` only.")
    next: str | None = Field(description="The next page, until there is none.")
    previous: str | None


class Fault(Schema):
    parameter: str
    message: str


class Problem(Schema):
    """RFC 9457, in Vietnamese or English as `Accept-Language` has it."""

    type: str
    title: str
    status: int
    detail: str


class Refusal(Problem):
    """What was asked cannot be answered: `errors` names each parameter at fault."""

    errors: list[Fault]


class TooMany(Problem):
    """As the IETF's draft on rate limits has it."""

    violated_policies: list[str] = Field(alias="violated-policies")


class RevokingDecision(Schema):
    number: str
    date: str = Field(json_schema_extra={"format": "date"})


class Tombstone(Schema):
    """What is left of a profile whose recognition was revoked, or whose person took the consent back.

    It names nobody. `decision` and `revoked_on` are there for `revoked` only; what is `withdrawn` may come
    back, with the person's word.
    """

    id: int
    locale: str
    status: Literal["revoked", "withdrawn"]
    revoked_on: str | None = Field(json_schema_extra={"format": "date"})
    recorded_at: str = Field(json_schema_extra={"format": "date-time"})
    decision: RevokingDecision | None


class Gone(Problem):
    """The profile was public once, and was taken back."""

    tombstone: Tombstone
