"""Many at once: one chain without a gap, and nobody waits for the chain while holding what others want."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from random import Random

import pytest
from django.db import connection, transaction
from wagtail.log_actions import log

from exemplars.models import Unit
from nominations.audit.actions import seal_entries
from nominations.audit.rules import verdict
from nominations.models import AuditEntry, AuditHead
from tests import factories

THREADS, ROUNDS = 8, 12

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(work) -> list:
    """Let threads begin at one moment, each with a connection of its own; raise what any of them raised."""
    barrier = threading.Barrier(THREADS)

    def run(number: int):
        try:
            barrier.wait(timeout=20)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return [
            future.result(timeout=120) for future in [pool.submit(run, number) for number in range(THREADS)]
        ]


def assert_one_chain(expected: int) -> None:
    sequences = list(AuditEntry.objects.sealed().values_list("sequence", flat=True))
    found, head = verdict(AuditEntry.objects.links()), AuditHead.objects.get()
    assert AuditEntry.objects.waiting().count() == 0
    assert sequences == list(range(1, len(sequences) + 1))
    assert (found.broken, found.count) == (None, len(sequences))
    assert (head.sequence, head.hash) == (found.count, found.head)
    assert AuditEntry.objects.filter(action="nominations.export").count() == expected


def test_entries_of_many_threads_make_one_chain_without_a_gap():
    unit = factories.unit()

    def work(number: int) -> None:
        for place in range(ROUNDS):
            with transaction.atomic():
                log(unit, "nominations.export", data={"thread": number, "round": place})

    at_once(work)

    assert_one_chain(THREADS * ROUNDS)


def test_transactions_that_fail_leave_no_gap():
    unit = factories.unit()

    def work(number: int) -> int:
        random, kept = Random(number), 0
        for _ in range(ROUNDS):
            fails = random.random() < 0.5
            with suppress(ZeroDivisionError), transaction.atomic():
                log(unit, "nominations.export", data={"thread": number})
                kept += not fails
                _ = 1 / (not fails)
        return kept

    kept = at_once(work)

    assert_one_chain(sum(kept))


def test_locks_taken_after_the_log_never_deadlock():
    """Each logs, then locks two rows in the one order; numbering before the commit would deadlock here."""
    first, second = factories.unit(), factories.unit()

    def work(number: int) -> None:
        for place in range(ROUNDS):
            with transaction.atomic():
                if (number + place) % 2:
                    log(first, "nominations.export", data={"thread": number})
                    Unit.objects.select_for_update().get(pk=first.pk)
                    Unit.objects.select_for_update().get(pk=second.pk)
                else:
                    Unit.objects.select_for_update().get(pk=first.pk)
                    Unit.objects.select_for_update().get(pk=second.pk)
                    log(second, "nominations.export", data={"thread": number})

    at_once(work)

    assert_one_chain(THREADS * ROUNDS)


@pytest.mark.postgres
def test_whoever_seals_keeps_nobody_from_acting():
    """While one connection holds the end of the chain, another acts and commits; its entry is sealed later."""
    unit = factories.unit()
    acted = threading.Event()

    def act() -> None:
        try:
            with transaction.atomic():
                log(unit, "nominations.export")
                transaction.on_commit(acted.set)
        finally:
            connection.close()

    with transaction.atomic():
        AuditHead.objects.select_for_update().get(pk=1)
        other = threading.Thread(target=act)
        other.start()
        waiting = AuditEntry.objects.waiting()
        for _ in range(100):
            if waiting.exists():
                break
            threading.Event().wait(0.05)
        assert waiting.exists()
    other.join(timeout=20)
    seal_entries()

    assert acted.is_set()
    assert_one_chain(1)
