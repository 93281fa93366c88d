"""Who of the delegates is shown: published profiles, each person once, in the page's language where there is one."""

from dataclasses import dataclass
from itertools import groupby

from ..profiles.models import ExemplarPage
from ..vocabulary.models import Field


@dataclass(frozen=True)
class FieldDelegates:
    """The delegates of one field, by name."""

    field: Field
    people: list[ExemplarPage]


def shown_of(profile_ids: list[int], locale_id: int) -> list[ExemplarPage]:
    """The published profiles of these people, by field and name, with their cards: one query and their pictures'.

    Of a person whose profile is published in several languages the one of ``locale_id`` is taken; without it
    the one that was written first, so that nobody is missing from a list in translation.
    """
    chosen = ExemplarPage.objects.filter(pk__in=profile_ids).values("translation_key")
    versions = ExemplarPage.objects.listed().filter(translation_key__in=chosen).order_by("pk")
    by_person: dict = {}
    for page in versions:
        known = by_person.setdefault(page.translation_key, page)
        if known.locale_id != locale_id == page.locale_id:
            by_person[page.translation_key] = page
    return sorted(by_person.values(), key=lambda page: (*place_of(page.field), page.sort_name, page.pk))


def place_of(field: Field) -> tuple:
    """Where a field stands in the vocabulary's own order; the key keeps its people together."""
    return field.sort_order, field.name_vi, field.pk


def by_field(people: list[ExemplarPage]) -> list[FieldDelegates]:
    """Group delegates who stand in the order of their fields."""
    groups = groupby(people, key=lambda page: page.field)
    return [FieldDelegates(field, list(group)) for field, group in groups]
