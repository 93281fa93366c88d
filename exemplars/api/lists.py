"""One page of any collection: the rows, the addresses of the pages beside it, and a count on request."""

import json
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from .asking import Paged
from .cursors import Order, fingerprint, read, written

#: Rows are counted no further: past it, counting would cost more than the page itself.
MOST_COUNTED = 10_000


@dataclass(frozen=True)
class Slice:
    """The rows of one page, in the list's order, and the cursors of the pages before and behind it."""

    rows: list
    before: str | None
    behind: str | None


def sliced(found: QuerySet, asked: Paged, order: Order, collection: str) -> Slice:
    """Read one page of ``found``, whose rows carry the columns of ``order``; one query.

    Raises Refused for a cursor that was made up, or belongs to another question.
    """
    question = fingerprint(collection, order.keys, asked.question())
    cursor = read(asked.cursor, question) if asked.cursor else None
    backwards = cursor is not None and cursor.backwards
    if cursor:
        found = found.filter(order.beyond(cursor))
    rows = list(found.order_by(*order.by(backwards=backwards))[: asked.limit + 1])
    more = len(rows) > asked.limit
    rows = rows[: asked.limit][:: -1 if backwards else 1]
    has_before = more if backwards else cursor is not None
    has_behind = backwards or more
    return Slice(
        rows,
        before=written(order.edge(rows[0], backwards=True), question) if rows and has_before else None,
        behind=written(order.edge(rows[-1], backwards=False), question) if rows and has_behind else None,
    )


def counted(found: QuerySet) -> dict:
    """How many rows fit, as ``{"value": 1316, "exact": True}``."""
    value = found.order_by()[: MOST_COUNTED + 1].count()
    return {"value": min(value, MOST_COUNTED), "exact": value <= MOST_COUNTED}


def page(request: HttpRequest, part: Slice, results: list[dict], count: dict | None) -> HttpResponse:
    """The answer of a list: ``count``, ``next``, ``previous`` and ``results``."""
    return answered(
        {
            "count": count,
            "next": address_at(request, part.behind),
            "previous": address_at(request, part.before),
            "results": results,
        }
    )


def address_at(request: HttpRequest, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    parameters = request.GET.copy()
    parameters["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")


def answered(content) -> HttpResponse:
    """Data as JSON, written once: what is built by hand here needs no second look by pydantic.

    That it is what the document promises is proved by tests, not with every answer.
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), cls=DjangoJSONEncoder)
    return HttpResponse(text, content_type="application/json; charset=utf-8")
