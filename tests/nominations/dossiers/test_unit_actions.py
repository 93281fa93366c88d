"""What a unit does to its nominations: done once, by its own people, in time; and whatever is refused changes nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django_tasks import task_backends
from wagtail.models import PageLogEntry

from exemplars.models import Approval, ExemplarPage, Unit
from nominations.dossiers.actions import (
    attach_evidence,
    create_nomination,
    editing,
    keep,
    record_consents,
    remove_evidence,
    submit_nomination,
    withdraw_nomination,
)
from nominations.dossiers.models import consents_in_force
from nominations.dossiers.rules import Missing
from nominations.models import Consent, NominationPage
from nominations.refusals import (
    AllocationFull,
    Conflict,
    FileRefused,
    Incomplete,
    NotEditable,
    OutsideWindow,
    Refused,
)
from nominations.stages import DECIDED, EDITABLE, UNDER_REVIEW, Stage
from tests import factories
from tests.nominations.test_forged_steps import unchanged_after


def edit(nomination, user, base=None, summary="Đổi"):
    with editing(nomination=nomination, user=user, base_revision=base) as page:
        page.summary = summary
        keep(page, user=user)


#: Everything that a unit can do to a nomination.
ACTIONS = {
    "edit": edit,
    "submit": lambda n, user: submit_nomination(nomination=n, user=user),
    "withdraw": lambda n, user: withdraw_nomination(nomination=n, user=user),
    "attach": lambda n, user: attach_evidence(
        nomination=n, user=user, kind="other", upload=factories.upload()
    ),
    "remove": lambda n, user: remove_evidence(evidence=n.evidence.first(), user=user),
    "consent": lambda n, user: record_consents(nomination=n, user=user, answers={"story": False}),
}


def strangers():
    former = factories.officer()
    Unit.objects.filter(memberships__user=former).update(is_active=False)
    return [
        factories.officer(), factories.screener(), factories.leader(), factories.superuser(),
        factories.administrator(), factories.person(), former,
    ]  # fmt: skip


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.SUBMITTED])
def test_nobody_acts_for_another_unit(action, stage):
    nomination = factories.nomination(stage)

    for stranger in strangers():
        unchanged_after(PermissionDenied, ACTIONS[action], nomination, stranger)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in EDITABLE])
@pytest.mark.parametrize("action", ["edit", "attach", "remove", "consent"])
def test_what_was_handed_in_is_only_read(action, stage, officer):
    nomination = factories.nomination(stage, by=officer)

    unchanged_after(NotEditable, ACTIONS[action], nomination, officer)


@pytest.mark.parametrize("stage", sorted(set(Stage) - EDITABLE - {Stage.SUBMITTED}))
def test_a_later_stage_is_not_submitted_again(stage, officer):
    nomination = factories.nomination(stage, by=officer)

    unchanged_after(Refused, submit_nomination, nomination=nomination, user=officer)


@pytest.mark.parametrize("stage", sorted(UNDER_REVIEW | EDITABLE))
def test_a_unit_may_withdraw_until_there_is_a_decision(stage, officer):
    nomination = factories.nomination(stage, by=officer)

    withdraw_nomination(nomination=nomination, user=officer)

    nomination.refresh_from_db()
    assert nomination.stage == Stage.WITHDRAWN
    assert not nomination.workflow_in_progress


@pytest.mark.parametrize("stage", sorted(DECIDED))
def test_what_was_decided_is_not_withdrawn(stage, officer):
    nomination = factories.nomination(stage, by=officer)

    unchanged_after(Refused, withdraw_nomination, nomination=nomination, user=officer)


# --- Opening --------------------------------------------------------------------------------------------


def test_the_same_request_makes_one_nomination(officer):
    campaign, key = factories.campaign(), uuid4()
    first = factories.draft(campaign=campaign, by=officer, request_key=key)

    for name in ("Trần Thị Minh Họa", "Một tên khác"):
        assert factories.draft(campaign=campaign, by=officer, request_key=key, name=name) == first
    assert NominationPage.objects.count() == 1


def test_the_same_request_is_answered_after_the_campaign_has_closed(officer):
    campaign, key = factories.campaign(), uuid4()
    first = factories.draft(campaign=campaign, by=officer, request_key=key)

    assert factories.draft(campaign=factories.close(campaign), by=officer, request_key=key) == first


def test_another_unit_learns_nothing_from_a_key(officer):
    campaign, key = factories.campaign(), uuid4()
    factories.draft(campaign=campaign, by=officer, request_key=key)
    stranger = factories.officer()

    unchanged_after(
        PermissionDenied, create_nomination,
        campaign=campaign, unit=factories.unit_of(stranger), user=stranger, name="x", request_key=key,
    )  # fmt: skip


def test_reference_codes_run_without_a_gap(officer):
    campaign = factories.campaign(code="DHTT", year=2023)

    codes = [factories.draft(campaign=campaign, by=officer).reference for _ in range(3)]

    assert codes == ["DHTT-2023-0001", "DHTT-2023-0002", "DHTT-2023-0003"]


@pytest.mark.parametrize("campaign", ["upcoming", "closed", "not published"])
def test_nothing_is_opened_outside_the_window(campaign, officer):
    now = timezone.now()
    campaign = {
        "upcoming": lambda: factories.campaign(
            opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=2)
        ),
        "closed": lambda: factories.close(factories.campaign()),
        "not published": lambda: factories.campaign(live=False),
    }[campaign]()

    unchanged_after(
        OutsideWindow,
        create_nomination,
        campaign=campaign,
        unit=factories.unit_of(officer),
        user=officer,
        name="x",
    )


# --- Submitting -----------------------------------------------------------------------------------------


@pytest.fixture
def draft(officer):
    return factories.nomination(by=officer)


def test_the_deadline_is_the_servers_to_the_microsecond(draft, officer):
    closes = draft.campaign.closes_at

    with time_machine.travel(closes, tick=False):
        refusal = unchanged_after(OutsideWindow, submit_nomination, nomination=draft, user=officer)
    assert refusal.closes_at == closes
    assert timezone.localtime(closes).strftime("%H:%M") in str(refusal.message)
    with time_machine.travel(closes - timedelta(microseconds=1), tick=False):
        assert submit_nomination(nomination=draft, user=officer).stage == Stage.SUBMITTED


def test_who_came_in_time_is_not_late_for_having_waited(draft, officer):
    arrived = timezone.now()
    factories.close(draft.campaign)

    unchanged_after(OutsideWindow, submit_nomination, nomination=draft, user=officer)
    made = submit_nomination(nomination=draft, user=officer, arrived_at=arrived - timedelta(days=2))
    assert made.submitted_at == arrived - timedelta(days=2)


def test_a_returned_nomination_comes_back_after_the_deadline(officer):
    nomination = factories.nomination(Stage.RETURNED, by=officer)
    first = nomination.submitted_at
    factories.close(nomination.campaign)

    again = submit_nomination(nomination=nomination, user=officer)

    assert (again.stage, again.submitted_at) == (Stage.SUBMITTED, first)


def test_submitting_twice_answers_with_the_first_time(draft, officer):
    submit_nomination(nomination=draft, user=officer)
    before = NominationPage.objects.values().get(pk=draft.pk)

    submit_nomination(nomination=draft, user=officer, base_revision=draft.latest_revision_id)

    assert NominationPage.objects.values().get(pk=draft.pk) == before
    assert PageLogEntry.objects.filter(page=draft.pk, action="nominations.submit").count() == 1


def test_what_somebody_else_has_changed_is_not_submitted(draft, officer):
    seen = draft.latest_revision_id
    edit(draft, officer)

    unchanged_after(Conflict, submit_nomination, nomination=draft, user=officer, base_revision=seen)


def test_what_is_missing_is_named_and_nothing_is_submitted(officer):
    nomination = factories.draft(by=officer)

    refusal = unchanged_after(Incomplete, submit_nomination, nomination=nomination, user=officer)

    assert {gap.step for gap in refusal.missing} == {"candidate", "case", "awards", "evidence", "consent"}
    assert Missing("candidate", "name") not in refusal.missing


def test_a_unit_submits_as_many_as_it_was_allocated(officer):
    campaign = factories.campaign(allocations={factories.unit_of(officer): 2})
    one, two, three = (factories.nomination(by=officer, campaign=campaign) for _ in range(3))
    submit_nomination(nomination=one, user=officer)
    submit_nomination(nomination=two, user=officer)

    unchanged_after(AllocationFull, submit_nomination, nomination=three, user=officer)
    withdraw_nomination(nomination=one, user=officer)
    assert submit_nomination(nomination=three, user=officer).stage == Stage.SUBMITTED


def test_an_allocation_counts_what_was_returned(officer):
    campaign = factories.campaign(allocations={factories.unit_of(officer): 1})
    returned = factories.nomination(Stage.RETURNED, by=officer, campaign=campaign)
    other = factories.nomination(by=officer, campaign=campaign)

    unchanged_after(AllocationFull, submit_nomination, nomination=other, user=officer)
    assert submit_nomination(nomination=returned, user=officer).stage == Stage.SUBMITTED


def test_a_failing_queue_loses_no_draft_and_submits_nothing(draft, officer, monkeypatch):
    def fail(*args, **kwargs):
        raise ConnectionError("the queue is down")

    monkeypatch.setattr(type(task_backends["default"]), "enqueue", fail)

    unchanged_after(ConnectionError, submit_nomination, nomination=draft, user=officer)


# --- Evidence and consents ------------------------------------------------------------------------------


def test_the_same_file_is_stored_once_in_a_kind(draft, officer):
    content = factories.pdf()

    def attach(kind, name):
        return attach_evidence(
            nomination=draft, user=officer, kind=kind, upload=factories.upload(name, content)
        )

    assert attach("other", "a.pdf") == attach("other", "b.pdf")
    assert attach("award", "a.pdf") != attach("other", "a.pdf")


def test_a_refused_file_changes_nothing(draft, officer):
    unchanged_after(
        FileRefused, attach_evidence,
        nomination=draft, user=officer, kind="other", upload=factories.upload("a.pdf", b"MZ"),
    )  # fmt: skip


def test_a_file_is_gone_once_its_removal_is_certain(draft, officer, django_capture_on_commit_callbacks):
    evidence = draft.evidence.first()
    storage, name = evidence.file.storage, evidence.file.name

    with django_capture_on_commit_callbacks(execute=True):
        remove_evidence(evidence=evidence, user=officer)
        assert storage.exists(name)
    assert not storage.exists(name)


def test_the_ledger_keeps_every_answer_and_only_changes(draft, officer):
    for answer in (True, True, False, False, True):
        record_consents(nomination=draft, user=officer, answers={"video": answer})

    given = list(Consent.objects.filter(nomination=draft, purpose="video").values_list("given", flat=True))
    assert given == [False, True, False, True]
    assert consents_in_force(draft)["video"] is True


# --- What is handed over --------------------------------------------------------------------------------


def test_without_consent_to_a_story_nothing_but_the_approval_is_handed_over(officer):
    consents = factories.CONSENTS | {"story": False}
    nomination = factories.nomination(Stage.APPROVED, by=officer, consents=consents)

    approval = Approval.objects.get(reference=nomination.reference)
    assert (approval.allows_story, approval.allows_portrait, approval.allows_video) == (False, True, False)
    assert not ExemplarPage.objects.filter(approval=approval).exists()
