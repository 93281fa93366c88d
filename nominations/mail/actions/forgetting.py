"""Rows of mail that are long over are deleted; what still counts of them stands elsewhere."""

from datetime import timedelta

from django.utils import timezone

from ..models import Message
from ..rules import SHORTEST_MEMORY

#: How many rows are deleted at once: short transactions hold up nobody.
AT_ONCE = 1000


def forget_mail(older_than: timedelta) -> int:
    """Delete mail that was written so long ago and needs nobody any more; return how many.

    A row's key keeps the same occasion from being written about twice, so no row goes while its occasion may
    still come up: raises ValueError for less than ``SHORTEST_MEMORY``.
    """
    if older_than < SHORTEST_MEMORY:
        raise ValueError(f"mail is kept for {SHORTEST_MEMORY.days} days at least")
    over = Message.objects.finished().filter(created_at__lt=timezone.now() - older_than)
    forgotten = 0
    while keys := list(over.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        forgotten += over.filter(pk__in=keys).delete()[0]
    return forgotten
