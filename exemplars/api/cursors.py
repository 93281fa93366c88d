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
from .reasons import NO_CURSOR

LONGEST = 700
SIGNER = {"sep": ".", "salt": "exemplars.api.cursor"}


@dataclass(frozen=True)
class Order:
    """One way to order a list: by a column, and by the key where that is the same; both in one direction."""

    column: str
    descending: bool = False

    def by(self, *, backwards: bool = False) -> tuple[str, str]:
        sign = "-" if self.descending != backwards else ""
        return f"{sign}{self.column}", f"{sign}pk"

    def beyond(self, cursor: "Cursor") -> Q:
        """Rows behind the edge that a cursor names. The first condition is there for the index."""
        step = "lt" if self.descending != cursor.backwards else "gt"
        further = Q(**{f"{self.column}__{step}": cursor.value}) | Q(**{f"pk__{step}": cursor.key})
        return Q(**{f"{self.column}__{step}e": cursor.value}) & further


@dataclass(frozen=True)
class Cursor:
    """The edge of a page: the row's sort value and key, and in which direction the list goes on."""

    value: str | int
    key: int
    backwards: bool = False


def written(cursor: Cursor, question: str) -> str:
    value = cursor.value.isoformat() if isinstance(cursor.value, datetime.datetime) else cursor.value
    content = [question, value, cursor.key, int(cursor.backwards)]
    return signing.Signer(**SIGNER).sign_object(content)


def read(text: str, question: str) -> Cursor:
    """Read a cursor that was written for ``question``; Refused for any other text."""
    try:
        asked, value, key, backwards = signing.Signer(**SIGNER).unsign_object(text)
    except (signing.BadSignature, ValueError) as made_up:
        raise Refused({"cursor": NO_CURSOR}) from made_up
    if asked != question:
        raise Refused({"cursor": _("This cursor belongs to another question: begin again without a cursor.")})
    return Cursor(value, key, bool(backwards))


def fingerprint(*parts) -> str:
    """What tells one question from another, in ten characters."""
    return hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()[:10]
