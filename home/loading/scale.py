"""Large data: quick to make, sound in every row, the same for the same seed."""

from collections.abc import Iterator
from time import monotonic

from django.db import transaction

from exemplars.models import Unit
from home.setup import set_up_portal

from . import scale_nominations, scale_profiles
from .demo import quietly
from .vocabulary import load_vocabulary


def load_scale(*, profiles: int, nominations: int, seed: int) -> Iterator[tuple[str, int, float]]:
    """Add so many of each, and yield for each what was added, how many, and in how many seconds."""
    with quietly():
        set_up_portal()
        if not Unit.objects.exists():
            load_vocabulary()
        for kind, count, load in (
            ("profiles", profiles, scale_profiles.load_profiles),
            ("nominations", nominations, scale_nominations.load_nominations),
        ):
            began = monotonic()
            with transaction.atomic():
                load(count, seed)
            yield kind, count, monotonic() - began
