"""What a process of a proof does about evidence: store without end, until somebody ends it; look, and clean."""

from datetime import timedelta

from django.core.files.storage import storages

from nominations.dossiers.actions import attach_evidence, remove_evidence
from nominations.dossiers.leftovers import leftovers
from nominations.models import NominationPage
from tests import factories

ORDERS = {}


def order(function):
    ORDERS[function.__name__] = function
    return function


@order
def open_drafts(number: int) -> list[int]:
    return [factories.draft(by=factories.officer()).pk for _ in range(number)]


@order
def attach_without_end(nomination: int) -> None:
    """Store one file after the other, and remove what would be too many."""
    found = NominationPage.objects.get(pk=nomination)
    officer = found.unit.memberships.first().user
    while True:
        stored = attach_evidence(nomination=found, user=officer, kind="other", upload=factories.upload())
        if found.evidence.count() > 10:
            remove_evidence(evidence=stored, user=officer)


@order
def attached() -> int:
    return sum(nomination.evidence.count() for nomination in NominationPage.objects.all())


@order
def left_behind() -> list[str]:
    """Every private file that belongs to nothing, however young."""
    return list(leftovers(age=timedelta(seconds=-1)))


@order
def remove_left_behind() -> int:
    names = left_behind()
    for name in names:
        storages["private"].delete(name)
    return len(names)
