"""Is every public profile one that the gate lets through?"""

from collections.abc import Iterator

from django.utils import timezone

from .models import ExemplarPage


def gate_problems() -> Iterator[str]:
    """Yield a line for every live profile that the gate refuses, whichever way it went live."""
    now = timezone.now()
    live = ExemplarPage.objects.live().select_related("approval").order_by("pk")
    for profile in live.iterator(chunk_size=1000):
        if reasons := profile.publication_refusals(now):
            reference = profile.approval.reference if profile.approval else f"profile {profile.pk}"
            yield f"{reference}: profile {profile.pk} is live, but the gate refuses it: {', '.join(reasons)}"
