"""A column's profiles in their order, and the ones around any of them without reading those before."""

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Cast

#: The place of a profile that nobody placed: behind all that were.
UNPLACED = 1_000_000


def placed(profiles, keys: list):
    """Profiles by the place of their translation key in ``keys``, then the latest published first.

    Each carries its ``place``; the primary key breaks ties, so that pages of a list never overlap.
    """
    cases = [When(translation_key=key, then=Value(place)) for place, key in enumerate(keys)]
    # Without any case nothing but the number would be left, and PostgreSQL reads a number as a column's position.
    unplaced = Cast(Value(UNPLACED), IntegerField())
    place = Case(*cases, default=unplaced, output_field=IntegerField()) if keys else unplaced
    return profiles.annotate(place=place).order_by("place", "-first_published_at", "-pk")


def after(profiles, mark):
    """Those that follow ``mark``, a profile with its place, in the order of ``placed``."""
    return profiles.filter(
        Q(place__gt=mark.place)
        | Q(place=mark.place, first_published_at__lt=mark.first_published_at)
        | Q(place=mark.place, first_published_at=mark.first_published_at, pk__lt=mark.pk)
    )


def before(profiles, mark):
    """Those that come before ``mark``, the nearest first."""
    return profiles.filter(
        Q(place__lt=mark.place)
        | Q(place=mark.place, first_published_at__gt=mark.first_published_at)
        | Q(place=mark.place, first_published_at=mark.first_published_at, pk__gt=mark.pk)
    ).order_by("-place", "first_published_at", "pk")
