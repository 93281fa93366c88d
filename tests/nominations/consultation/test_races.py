"""Several people, or several workers, at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection
from wagtail.models import TaskState

from nominations.consultation.actions.ending import end_consultation
from nominations.consultation.actions.publishing import publish_consultation, shortlist_of
from nominations.dossiers.actions import withdraw_nomination
from nominations.models import Comment, Consultation
from nominations.refusals import Refused
from nominations.stages import Stage
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
TRIES = 4


def at_once(*acts) -> list:
    """Let every act begin at the same moment; return what each answered, a refusal by its class."""
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(timeout=30)
            return act()
        except Refused as refused:
            return type(refused)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_a_list_is_published_once():
    campaign = factories.waiting_for_list(2)
    read = shortlist_of(campaign).fingerprint
    screeners = [factories.screener() for _ in range(TRIES)]

    made = at_once(
        *(
            lambda user=user: publish_consultation(
                campaign=campaign,
                user=user,
                receiving_unit="Vụ",
                receiving_address="Hà Nội",
                fingerprint=read,
            )
            for user in screeners
        )
    )

    assert made == [Consultation.objects.get()] * TRIES


def test_one_press_many_times_is_one_comment():
    consultation, token = factories.shortlist(), uuid4()

    sent = at_once(*[lambda: factories.comment(consultation, token=token, text="Một lời.")] * TRIES)

    assert sent == [Comment.objects.get()] * TRIES


def test_workers_that_end_the_same_list_pass_everybody_once():
    consultation = factories.shortlist(3, days_ago=40)

    assert at_once(*[lambda: end_consultation(consultation=consultation)] * TRIES) == [0] * TRIES

    for entry in consultation.entries.select_related("nomination"):
        assert (entry.status, entry.nomination.stage) == ("passed", Stage.COUNCIL)
        states = TaskState.objects.for_instance(entry.nomination)
        assert states.filter(status=TaskState.STATUS_IN_PROGRESS).count() == 1


def test_whoever_is_withdrawn_while_the_list_is_published_is_not_on_it():
    campaign = factories.waiting_for_list(1)
    nomination, screener = campaign.nominations.get(), factories.screener()
    read, officer = shortlist_of(campaign).fingerprint, factories.officer_of(nomination)

    at_once(
        lambda: publish_consultation(
            campaign=campaign,
            user=screener,
            receiving_unit="Vụ",
            receiving_address="Hà Nội",
            fingerprint=read,
        ),
        lambda: withdraw_nomination(nomination=nomination, user=officer),
    )

    assert [entry for row in Consultation.objects.all() for entry in row.entries.listed()] == []
