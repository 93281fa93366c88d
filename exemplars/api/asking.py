"""How every collection is asked: the parameters that all have, and what is refused everywhere."""

import functools
import typing
import unicodedata
from typing import Annotated, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Field, Schema
from ninja.decorators import decorate_view
from pydantic import BeforeValidator

from .cursors import LONGEST
from .problems import Refused, refused
from .reasons import GIVEN_TWICE, NO_SUCH_PARAMETER, NO_TEXT

Language = Literal[tuple(code for code, _name in settings.LANGUAGES)]
Code = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,60}$")]
#: What the database can hold as a key.
PageId = Annotated[int, Field(ge=1, le=2**31 - 1)]
Slug = Annotated[str, Field(pattern=r"^[-a-zA-Z0-9_]{1,255}$")]

MOST_ROWS = 100


class Paged(Schema):
    """What every list takes beside its filters."""

    cursor: str = Field(
        "",
        max_length=LONGEST,
        description="Taken from `next` or `previous`; none for the first page.",
    )
    limit: int = Field(20, ge=1, le=MOST_ROWS, description="Rows in one answer.")
    count: bool = Field(False, description="Count the rows that fit: exactly up to 10,000.")

    #: Parameters that choose what is shown of a list, not which list it is.
    MANNER: typing.ClassVar = {"cursor", "limit", "count", "fields"}

    def question(self) -> dict:
        """What was asked, without the place in the list and the manner of showing it."""
        return self.model_dump(exclude=self.MANNER)


def by_comma(value):
    """``fields=id,name`` as a list; ninja hands over each time the parameter was given."""
    given = value if isinstance(value, list) else [value]
    return [name for part in given for name in str(part).split(",") if name]


def sparse(row: type[Schema], *more: str):
    """The parameter ``fields`` of rows like ``row``: a list of its properties, without those in ``more``."""
    names = tuple(name for name in row.model_fields if name not in more)
    return Annotated[
        list[Literal[names]],
        BeforeValidator(by_comma),
        Field(
            max_length=len(names),
            description="Names of the properties wanted, separated by commas; `id` or `code` always comes along.",
        ),
    ]


def chosen(data: dict, fields: list[str]) -> dict:
    """The properties that ``fields`` names, with the id; all where it names none."""
    return {name: value for name, value in data.items() if name in ("id", *fields)} if fields else data


def takes(*schemas: type[Schema]):
    """Refuse query parameters that ``schemas`` do not name: a filter that is mistyped must not widen the answer.

    Refused as well: a parameter with one value given twice, and bytes that are no text.
    """
    fields = {name: field for schema in schemas for name, field in schema.model_fields.items()}
    many = {name for name, field in fields.items() if takes_several(field) and name != "fields"}

    def decorator(view):
        @functools.wraps(view)
        def strict(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            errors = {}
            for name, values in request.GET.lists():
                if name not in fields:
                    errors[name] = NO_SUCH_PARAMETER
                elif len(values) > 1 and name not in many:
                    errors[name] = GIVEN_TWICE
                elif not all(map(is_text, values)):
                    errors[name] = NO_TEXT
            return refused(request, Refused(errors)) if errors else view(request, *args, **kwargs)

        return strict

    return decorate_view(decorator)


def takes_several(field) -> bool:
    return typing.get_origin(field.annotation) is list


def is_text(value: str) -> bool:
    """Whether there is neither a control character in it nor the mark that stands for bytes that are no UTF-8."""
    return not any(
        unicodedata.category(character) in ("Cc", "Cs") or character == "\ufffd" for character in value
    )
