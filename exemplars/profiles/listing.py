"""Filter, order and count published profiles for the book of honour, at a constant number of queries."""

from dataclasses import dataclass

from django.core.paginator import EmptyPage, Paginator
from django.db.models import Count
from django.utils.translation import gettext as _

PAGE_SIZE = 12
RELATED = 4

SORTS = {"newest": ("-first_published_at", "-pk"), "name": ("sort_name", "pk")}


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    selected: bool


def related_profiles(page, neighbours) -> list:
    """The newest profiles of the same field, without this one."""
    return list(neighbours.listed().filter(field_id=page.field_id).newest_first()[:RELATED])


def listing_context(profiles, request) -> dict:
    return {}
