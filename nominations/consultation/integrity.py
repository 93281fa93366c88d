"""Does every list agree with where its nominations stand?"""

from collections.abc import Iterator

from ..stages import Stage
from .models import ConsultationEntry

Status = ConsultationEntry.Status


def list_problems() -> Iterator[str]:
    """Yield a line for every entry whose status contradicts the stage of its nomination or the end of its list."""
    rows = ConsultationEntry.objects.order_by("nomination__title", "pk").values_list(
        "nomination__title", "nomination__stage", "status", "consultation__ended_at", "consultation_id"
    )
    for reference, stage, status, ended_at, key in rows:
        waits = status in (Status.OPEN, Status.STUCK)
        if waits and stage != Stage.CONSULTATION:
            yield f"{reference}: on public list {key}, but its stage is {stage}"
        if status == Status.OPEN and ended_at is not None:
            yield f"{reference}: on public list {key}, which has ended"
