"""Large data: quick to make, sound in every row, the same for the same seed."""

from collections.abc import Iterator
from time import monotonic

from django.db import transaction

from exemplars.models import Bloc, Unit
from home.setup import set_up_portal

from . import scale_nominations, scale_profiles
from .demo import quietly
from .vocabulary import load_vocabulary

PROVINCES = ("Hà Nội", "Sơn Lam", "Vĩnh Khê", "Phương Hải", "Hải Lam", "Đắk Mơ", "Rạch Sen")


def load_scale(*, profiles: int, nominations: int, units: int, seed: int) -> Iterator[tuple[str, int, float]]:
    """Add so many of each, and yield for each what was added, how many, and in how many seconds.

    ``units`` is how many there are to be in all.
    """
    with quietly():
        set_up_portal()
        if not Unit.objects.exists():
            load_vocabulary()
        add_units(units)
        for kind, count, load in (
            ("profiles", profiles, scale_profiles.load_profiles),
            ("nominations", nominations, scale_nominations.load_nominations),
        ):
            began = monotonic()
            with transaction.atomic():
                load(count, seed)
            yield kind, count, monotonic() - began


def add_units(wanted: int) -> None:
    """Add units until there are as many as are wanted; none is ever taken away."""
    there, blocs = Unit.objects.count(), list(Bloc.objects.all())
    Unit.objects.bulk_create(
        Unit(
            code=f"quy-mo-{number:03d}",
            name_vi=f"Đơn vị thử tải số {number}",
            name_en=f"Load test unit {number}",
            kind=Unit.Kind.values[number % len(Unit.Kind.values)],
            bloc=blocs[number % len(blocs)],
            province=PROVINCES[number % len(PROVINCES)],
            sort_order=10_000 + number,
        )
        for number in range(there + 1, wanted + 1)
    )
