"""Places in a list, as opaque text: where the next page begins, for one question only.

A cursor holds the sort value and the key of the row at the edge of a page, so a page that lies deep costs what
the first one costs, and rows that come or go meanwhile shift nothing. It is signed: one that was made up is
refused before the database hears of it.
"""

import datetime
import hashlib
import json
from dataclasses import dataclass

from django.core import signing
from django.db.models import Q

from .problems import Refused
from .reasons import CURSOR_OF_ANOTHER, NO_CURSOR

LONGEST = 700
SIGNER = {"sep": ".", "salt": "exemplars.api.cursor"}


class Order:
    """One way to order a list, by keys like ``-first_published_at``; the last is unique, so that no two rows tie.

    >>> Order("-first_published_at", "-pk").by(backwards=True)
    ['first_published_at', 'pk']
    """

    def __init__(self, *keys: str):
        self.keys = keys
        self.columns = [key.removeprefix("-") for key in keys]

    def by(self, *, backwards: bool = False) -> list[str]:
        if not backwards:
            return list(self.keys)
        return [
            column if key != column else f"-{key}"
            for key, column in zip(self.keys, self.columns, strict=True)
        ]

    def edge(self, row, *, backwards: bool) -> "Cursor":
        return Cursor([getattr(row, column) for column in self.columns], backwards)

    def beyond(self, cursor: "Cursor") -> Q:
        """Rows behind the edge that a cursor names. The range of the first key is there for the index."""
        steps = ["lt" if key.startswith("-") != cursor.backwards else "gt" for key in self.keys]
        further, same = Q(), Q()
        for column, step, value in zip(self.columns, steps, cursor.values, strict=True):
            further |= same & Q(**{f"{column}__{step}": value})
            same &= Q(**{column: value})
        return Q(**{f"{self.columns[0]}__{steps[0]}e": cursor.values[0]}) & further


@dataclass(frozen=True)
class Cursor:
    """The edge of a page: the row's values of the order's keys, and in which direction the list goes on."""

    values: list
    backwards: bool = False


def written(cursor: Cursor, question: str) -> str:
    values = [value.isoformat() if isinstance(value, datetime.datetime) else value for value in cursor.values]
    return signing.Signer(**SIGNER).sign_object([question, values, int(cursor.backwards)])


def read(text: str, question: str) -> Cursor:
    """Read a cursor that was written for ``question``; Refused for any other text."""
    try:
        asked, values, backwards = signing.Signer(**SIGNER).unsign_object(text)
    except (signing.BadSignature, ValueError) as made_up:
        raise Refused({"cursor": NO_CURSOR}) from made_up
    if asked != question:
        raise Refused({"cursor": CURSOR_OF_ANOTHER})
    return Cursor(values, bool(backwards))


def fingerprint(*parts) -> str:
    """What tells one question from another, in ten characters."""
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:10]
