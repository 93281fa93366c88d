"""Taking a nomination back to edit it: before screening has begun and before the campaign closes."""

import threading
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.urls import reverse
from wagtail.models import PageLogEntry, WorkflowState

from nominations.decisions.integrity import standing_problems
from nominations.dossiers.actions import submit_nomination, withdraw_nomination
from nominations.models import Assignment, Flag, NominationPage, ReportPrint
from nominations.refusals import OutsideWindow, Refused
from nominations.screening.actions.handling import claim_nomination
from nominations.screening.actions.recalling import may_recall, recall_nomination
from nominations.stages import Stage
from tests import factories
from tests.nominations.test_forged_steps import unchanged_after


@pytest.fixture
def submitted(officer):
    return factories.nomination(Stage.SUBMITTED, by=officer)


def fresh(nomination):
    return NominationPage.objects.get(pk=nomination.pk)


def test_it_is_a_draft_again_with_the_same_code(submitted, officer):
    code = submitted.reference

    recall_nomination(nomination=submitted, user=officer)

    nomination = fresh(submitted)
    assert (nomination.stage, nomination.reference) == (Stage.DRAFT, code)
    assert (nomination.submitted_at, nomination.submitted_by) == (None, None)
    assert nomination.current_workflow_state is None
    assert WorkflowState.objects.for_instance(nomination).get().status == WorkflowState.STATUS_CANCELLED
    assert (
        PageLogEntry.objects.filter(page=nomination, action="nominations.recall", user=officer).count() == 1
    )
    assert list(standing_problems()) == []


def test_it_is_submitted_again_and_screened_as_new(submitted, officer, screener):
    recall_nomination(nomination=submitted, user=officer)
    submit_nomination(nomination=fresh(submitted), user=officer)

    nomination = fresh(submitted)
    assert nomination.submitted_at > submitted.submitted_at
    assert list(standing_problems()) == []
    factories.act(nomination, screener, "approve")
    assert fresh(nomination).stage in (Stage.CONSULTATION, Stage.COUNCIL)
    assert list(standing_problems()) == []


def test_twice_is_once_and_it_is_another_thing_than_withdrawing(submitted, officer):
    recall_nomination(nomination=submitted, user=officer)
    recall_nomination(nomination=fresh(submitted), user=officer)
    assert PageLogEntry.objects.filter(action="nominations.recall").count() == 1

    withdraw_nomination(nomination=fresh(submitted), user=officer)
    assert fresh(submitted).stage == Stage.WITHDRAWN


def test_the_seat_of_the_allocation_is_free_again(officer):
    unit = factories.unit_of(officer)
    campaign = factories.campaign(allocations={unit: 1})
    first = factories.nomination(Stage.SUBMITTED, by=officer, campaign=campaign)
    second = factories.nomination(by=officer, campaign=campaign)
    recall_nomination(nomination=first, user=officer)

    assert submit_nomination(nomination=second, user=officer).stage == Stage.SUBMITTED


def test_not_once_somebody_has_it_in_hand(submitted, officer, screener):
    claim_nomination(nomination=submitted, user=screener)

    unchanged_after(Refused, recall_nomination, nomination=fresh(submitted), user=officer)


def test_not_what_reviewers_have_returned_before(officer, screener):
    nomination = factories.nomination(Stage.RETURNED, by=officer, screener=screener)
    submit_nomination(nomination=nomination, user=officer)
    Assignment.objects.all().delete()

    unchanged_after(Refused, recall_nomination, nomination=fresh(nomination), user=officer)


def test_not_after_the_campaign_has_closed(submitted, officer):
    factories.close(submitted.campaign)

    unchanged_after(OutsideWindow, recall_nomination, nomination=fresh(submitted), user=officer)


@pytest.mark.parametrize("stage", sorted(set(Stage) - {Stage.DRAFT, Stage.SUBMITTED}))
def test_not_from_another_stage(officer, stage):
    unchanged_after(
        Refused, recall_nomination, nomination=factories.nomination(stage, by=officer), user=officer
    )


def test_not_for_another_unit(submitted):
    for stranger in (factories.officer(), factories.screener(), factories.superuser()):
        unchanged_after(PermissionDenied, recall_nomination, nomination=submitted, user=stranger)


def test_nothing_is_compared_with_it_any_more(officer):
    campaign = factories.campaign()
    first = factories.nomination(Stage.SUBMITTED, by=officer, campaign=campaign, name="Trần Thị Lụa")
    factories.nomination(Stage.SUBMITTED, by=factories.officer(), campaign=campaign, name="Trần Thị Lụa")
    assert Flag.objects.exists()

    recall_nomination(nomination=first, user=officer)

    assert not Flag.objects.exists()
    assert not ReportPrint.objects.filter(nomination=first).exists()


def test_the_screeners_queue_loses_it_and_finds_it_again(client, submitted, officer, screener):
    client.force_login(screener)

    def in_queue():
        return submitted.reference in client.get(reverse("nominations:index")).content.decode()

    before = in_queue()
    recall_nomination(nomination=submitted, user=officer)
    gone = in_queue()
    dossier = client.get(reverse("wagtailadmin_pages:edit", args=[submitted.pk])).status_code
    submit_nomination(nomination=fresh(submitted), user=officer)

    assert (before, gone, dossier, in_queue()) == (True, False, 404, True)


def test_the_page_says_what_it_means_and_does_it(client, submitted, officer):
    client.cookies["django_language"] = "en"
    client.force_login(officer)
    address = reverse("workspace:recall", args=[submitted.reference])

    assert "becomes a draft again" in client.get(address).content.decode()
    assert (
        "Withdraw to edit"
        in client.get(reverse("workspace:receipt", args=[submitted.reference])).content.decode()
    )
    answer = client.post(address)

    assert answer.headers["Location"] == reverse("workspace:check", args=[submitted.reference])
    assert fresh(submitted).stage == Stage.DRAFT


def test_the_page_refuses_in_words(client, submitted, officer, screener):
    client.cookies["django_language"] = "en"
    client.force_login(officer)
    claim_nomination(nomination=submitted, user=screener)
    address = reverse("workspace:recall", args=[submitted.reference])

    assert client.get(address).status_code == 302
    answer = client.post(address)
    assert (answer.status_code, "Screening has begun" in answer.content.decode()) == (409, True)


def test_it_is_offered_only_where_it_is_possible(submitted, screener):
    moment = submitted.submitted_at
    assert may_recall(submitted, moment)
    assert not may_recall(submitted, submitted.campaign.closes_at)
    claim_nomination(nomination=submitted, user=screener)
    assert not may_recall(fresh(submitted), moment)


@pytest.mark.django_db(transaction=True)
def test_of_a_screener_and_an_officer_at_once_one_wins():
    """Eight rounds: a claim and a recall at the same moment leave one of two whole states."""
    factories.portal()
    officer, screener = factories.officer(), factories.screener()
    outcomes = set()
    for _round in range(8):
        nomination = factories.nomination(Stage.SUBMITTED, by=officer)
        gate = threading.Barrier(2)

        def run(act, user, nomination=nomination, gate=gate):
            try:
                gate.wait()
                with suppress(Refused):
                    act(nomination=NominationPage.objects.get(pk=nomination.pk), user=user)
            finally:
                connections.close_all()

        threads = [
            threading.Thread(target=run, args=pair)
            for pair in ((claim_nomination, screener), (recall_nomination, officer))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        held = Assignment.objects.filter(nomination=nomination).exists()
        outcomes.add((fresh(nomination).stage, held))
    assert outcomes <= {(Stage.DRAFT, False), (Stage.SUBMITTED, True)}
    assert list(standing_problems()) == []
