"""The log's one writer: entries come in with the change that they tell of, and are sealed when it is certain."""

from dataclasses import replace

from django.db import transaction

from .models import AuditEntry, AuditHead
from .rules import GENESIS, hash_of


def enter(**values) -> AuditEntry:
    """Add an entry in the transaction of the change, and have it sealed once that is committed.

    Takes no lock: whoever waits for the chain holds nothing that others wait for.
    """
    entry = AuditEntry.objects.create(**values)
    transaction.on_commit(seal_entries, robust=True)
    return entry


def seal_entries() -> int:
    """Give every entry that waits its place in the chain; return how many there were.

    The row of the chain's end is the only lock, taken in a transaction of its own that does nothing
    else. What a killed process left waiting is sealed with the next entry.
    """
    if not AuditEntry.objects.waiting().exists():
        return 0
    with transaction.atomic():
        head = lock_head()
        waiting = list(AuditEntry.objects.waiting())
        for entry in waiting:
            append(entry, head)
        head.save()
    return len(waiting)


def lock_head() -> AuditHead:
    """Lock the one row that says where the chain ends, making it for the first entry."""
    AuditHead.objects.get_or_create(pk=1, defaults={"hash": GENESIS})
    return AuditHead.objects.select_for_update().get(pk=1)


def append(entry: AuditEntry, head: AuditHead) -> None:
    """Seal one entry as the next after ``head``, and let ``head`` point to it."""
    entry.sequence, entry.previous_hash = head.sequence + 1, head.hash
    entry.hash = hash_of(replace(entry.link, hash=""))
    AuditEntry.objects.seal(entry)
    head.sequence, head.hash = entry.sequence, entry.hash
