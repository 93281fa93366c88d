"""A log with entries of every kind, sealed as it is once transactions are over."""

import pytest
from django.db import connection

from nominations.audit import triggers
from nominations.audit.actions import seal_entries
from nominations.models import AuditEntry
from nominations.stages import Stage
from tests import factories


@pytest.fixture
def sealed():
    """Seal what came in during a test, whose transaction never ends, and return the chain."""

    def seal() -> list[AuditEntry]:
        seal_entries()
        return list(AuditEntry.objects.sealed())

    return seal


@pytest.fixture
def last(sealed):
    """The newest entries about one action, the latest first."""
    return lambda action: [entry for entry in reversed(sealed()) if entry.action == action]


@pytest.fixture
def recognised():
    """A nomination that has gone the whole way."""
    return factories.nomination(Stage.APPROVED, name="Phan Thị Lụa")


@pytest.fixture
def guarded():
    """Put back the trigger that the suite takes away for its flushes; the test's rollback takes it again."""
    triggers.install(connection)
