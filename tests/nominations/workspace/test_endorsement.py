"""The head's endorsement: asked for by one person, given or refused by another, ended by every change."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from nominations.dossiers.actions import (
    ask_endorsement,
    attach_evidence,
    editing,
    endorse_nomination,
    keep,
    keep_typed,
    record_consents,
    remove_evidence,
    send_back_to_officer,
    submit_nomination,
    take_back_request,
    withdraw_nomination,
)
from nominations.mail.models import Message
from nominations.models import CampaignPage, Endorsement, NominationPage
from nominations.papers.gathering import the_person
from nominations.refusals import (
    AllocationFull,
    Conflict,
    Incomplete,
    NeedsEndorsement,
    OutsideWindow,
    Refused,
)
from nominations.stages import Stage
from tests import factories
from tests.nominations.test_forged_steps import unchanged_after

Outcome = Endorsement.Outcome


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


@pytest.fixture
def head(officer):
    return factories.head(factories.unit_of(officer), first_name="Văn Mẫu", last_name="Phùng")


@pytest.fixture
def campaign():
    return factories.campaign(quotas={factories.field(): 3}, needs_endorsement=True)


@pytest.fixture
def whole(officer, head, campaign):
    """A complete draft in a campaign whose nominations the head endorses."""
    return factories.fill(factories.draft(by=officer, campaign=campaign), by=officer)


@pytest.fixture
def asked(whole, officer):
    return ask_endorsement(nomination=whole, user=officer)


def fresh(nomination):
    return NominationPage.objects.get(pk=nomination.pk)


def outcome(endorsement) -> str:
    return Endorsement.objects.get(pk=endorsement.pk).outcome


# --- Asking ---------------------------------------------------------------------------------------------


def test_the_officer_lays_it_before_the_head_who_is_told(desk, whole, head):
    answer = desk.send("check", whole, declared="on")

    assert answer.headers["Location"] == desk.address("endorse", whole)
    request = Endorsement.objects.get()
    assert (request.outcome, request.asked_by, request.revision_id) == (
        Outcome.WAITING, desk.user, fresh(whole).latest_revision_id,
    )  # fmt: skip
    assert fresh(whole).stage == Stage.DRAFT
    assert list(Message.objects.filter(kind="endorsement").values_list("address", flat=True)) == [head.email]
    assert "Awaiting" in desk.read("endorse", whole).content.decode()


def test_asking_twice_asks_once(whole, officer, asked):
    assert ask_endorsement(nomination=whole, user=officer) == asked
    assert Endorsement.objects.count() == 1


def test_nobody_submits_past_the_head(whole, officer, head):
    unchanged_after(NeedsEndorsement, submit_nomination, nomination=whole, user=officer)
    unchanged_after(NeedsEndorsement, submit_nomination, nomination=whole, user=head)


def test_a_head_who_writes_needs_another_head(officer, head, whole):
    unchanged_after(Refused, ask_endorsement, nomination=whole, user=head)
    factories.head(factories.unit_of(officer))
    assert ask_endorsement(nomination=whole, user=head).asked_by == head


def test_without_a_head_the_page_says_what_to_do(desk, campaign):
    alone = factories.fill(factories.draft(by=desk.user, campaign=campaign), by=desk.user)

    page = desk.send("check", alone, declared="on")

    assert page.status_code == 409
    assert "Ask the department to register the head of your unit" in page.content.decode()
    assert fresh(alone).stage == Stage.DRAFT


def test_an_incomplete_draft_is_not_laid_before_anybody(officer, head, campaign):
    unchanged_after(
        Incomplete, ask_endorsement, nomination=factories.draft(by=officer, campaign=campaign), user=officer
    )


def test_a_campaign_without_endorsement_has_none(officer, head):
    nomination = factories.nomination(by=officer)
    unchanged_after(Refused, ask_endorsement, nomination=nomination, user=officer)


# --- Endorsing ------------------------------------------------------------------------------------------


def test_the_head_finds_it_first_reads_it_and_endorses_it(client, head, whole, asked):
    client.force_login(head)

    home = client.get(reverse("workspace:home"))
    page = client.get(reverse("workspace:endorse", args=[whole.reference])).content.decode()
    answer = client.post(
        reverse("workspace:endorse", args=[whole.reference]),
        {"act": "endorse", "declared": "on", "base_revision": fresh(whole).latest_revision_id},
    )

    assert [row.nomination for row in home.context["overview"].to_endorse] == [whole]
    assert home.context["overview"].drafts == []
    assert "Endorse and submit" in page
    assert "Báo cáo thành tích chi tiết" in page
    assert answer.headers["Location"] == reverse("workspace:receipt", args=[whole.reference])
    nomination = fresh(whole)
    assert (nomination.stage, nomination.submitted_by) == (Stage.SUBMITTED, head)
    request = Endorsement.objects.get()
    assert (request.outcome, request.answered_by) == (Outcome.ENDORSED, head)


def test_endorsing_needs_the_declaration(client, head, whole, asked):
    client.force_login(head)

    page = client.post(reverse("workspace:endorse", args=[whole.reference]), {"act": "endorse"})

    assert "Tick to declare this" in page.content.decode()
    assert outcome(asked) == Outcome.WAITING


def test_endorsing_twice_is_once(whole, head, asked):
    endorse_nomination(nomination=whole, user=head)
    assert endorse_nomination(nomination=whole, user=head).stage == Stage.SUBMITTED
    assert Message.objects.filter(kind="receipt").count() == 2  # officer and head, once each


def test_nobody_but_another_head_of_the_unit_endorses(whole, officer, head, asked, client):
    strangers = [officer, factories.head(), factories.screener(), factories.superuser(), factories.leader()]
    for person in strangers:
        unchanged_after(PermissionDenied, endorse_nomination, nomination=whole, user=person)
        unchanged_after(PermissionDenied, send_back_to_officer, nomination=whole, user=person, reason="x")

    client.force_login(officer)
    assert (
        client.post(reverse("workspace:endorse", args=[whole.reference]), {"act": "endorse"}).status_code
        == 403
    )


def test_a_head_does_not_endorse_what_they_asked_for_themselves(officer, head, whole):
    factories.head(factories.unit_of(officer))
    ask_endorsement(nomination=whole, user=head)

    unchanged_after(Refused, endorse_nomination, nomination=whole, user=head)


def test_the_deadline_is_held_when_the_head_endorses(whole, head, asked):
    factories.close(whole.campaign)

    unchanged_after(OutsideWindow, endorse_nomination, nomination=fresh(whole), user=head)


def test_the_allocation_is_held_when_the_head_endorses(officer, head, whole, asked, campaign):
    factories.Allocation.objects.create(campaign=campaign, unit=whole.unit, seats=1)
    other = factories.fill(factories.draft(by=officer, campaign=campaign), by=officer)
    ask_endorsement(nomination=other, user=officer)
    endorse_nomination(nomination=whole, user=head)

    unchanged_after(AllocationFull, endorse_nomination, nomination=other, user=head)


def test_the_head_endorses_what_they_have_read(whole, head, asked):
    unchanged_after(
        Conflict, endorse_nomination, nomination=whole, user=head, base_revision=whole.latest_revision_id - 1
    )


def test_a_returned_nomination_is_endorsed_again(whole, officer, head, asked, screener):
    endorse_nomination(nomination=whole, user=head)
    factories.act(whole, screener, "reject", reason="Bổ sung.")

    unchanged_after(NeedsEndorsement, submit_nomination, nomination=fresh(whole), user=officer)
    ask_endorsement(nomination=fresh(whole), user=officer)
    assert endorse_nomination(nomination=fresh(whole), user=head).stage == Stage.SUBMITTED


# --- Sending back, taking back, changing ----------------------------------------------------------------


def test_the_head_sends_it_back_with_a_reason_that_the_officer_reads(client, officer, head, whole, asked):
    client.force_login(head)
    empty = client.post(
        reverse("workspace:endorse", args=[whole.reference]), {"act": "send_back", "reason": " "}
    )
    client.post(
        reverse("workspace:endorse", args=[whole.reference]),
        {"act": "send_back", "reason": "Thiếu số liệu 2025."},
    )

    assert "Say what is to be mended." in empty.content.decode()
    request = Endorsement.objects.get()
    assert (request.outcome, request.reason) == (Outcome.SENT_BACK, "Thiếu số liệu 2025.")
    client.force_login(officer)
    assert (
        "Thiếu số liệu 2025."
        in client.get(reverse("workspace:nomination", args=[whole.reference])).content.decode()
    )
    assert Message.objects.filter(kind="endorsement", person=officer).count() == 1


def test_the_officer_takes_the_request_back(desk, whole, head, asked):
    desk.client.post(desk.address("endorse", whole), {"act": "take_back"})

    assert outcome(asked) == Outcome.TAKEN_BACK
    unchanged_after(Refused, endorse_nomination, nomination=whole, user=head)


def rewrite(nomination, user):
    with editing(nomination=nomination, user=user, base_revision=None) as page:
        page.summary = "Khác"
        keep(page, user=user)


def type_on(nomination, user):
    with editing(nomination=nomination, user=user, base_revision=None) as page:
        page.summary = "Gõ tiếp"
        keep_typed(page, user=user)


CHANGES = {
    "typing": type_on,
    "text": rewrite,
    "file": lambda n, user: attach_evidence(nomination=n, user=user, kind="other", upload=factories.upload()),
    "file removed": lambda n, user: remove_evidence(evidence=n.evidence.first(), user=user),
    "consent": lambda n, user: record_consents(
        nomination=n, user=user, answers={"video": False, "contact": True}
    ),
    "withdrawn": lambda n, user: withdraw_nomination(nomination=n, user=user),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_ends_the_request(whole, officer, head, asked, change):
    CHANGES[change](whole, officer)

    assert outcome(asked) == Outcome.LAPSED
    unchanged_after(Refused, endorse_nomination, nomination=fresh(whole), user=head)


def test_a_head_who_comes_too_late_is_told(client, head, whole, asked, officer):
    take_back_request(nomination=whole, user=officer)
    client.force_login(head)

    answer = client.post(
        reverse("workspace:endorse", args=[whole.reference]), {"act": "endorse", "declared": "on"}
    )

    page = client.get(answer.headers["Location"]).content.decode()
    assert "Nobody asks for your endorsement any more" in page
    assert fresh(whole).stage == Stage.DRAFT


def test_the_draft_says_that_it_waits(desk, whole, asked):
    home = desk.client.get(reverse("workspace:home")).content.decode()

    assert "Awaiting head&#x27;s endorsement" in home
    assert "A change here ends the request" in desk.read("candidate", whole).content.decode()


def test_another_unit_finds_nothing(client, whole, asked):
    client.force_login(factories.head())

    assert client.get(reverse("workspace:endorse", args=[whole.reference])).status_code == 404
    assert client.get(reverse("workspace:home")).context["overview"].to_endorse == []


def test_nonsense_is_no_act(desk, whole, asked):
    assert desk.client.post(desk.address("endorse", whole), {"act": "dance"}).status_code == 404


# --- The database ---------------------------------------------------------------------------------------


def row(whole, officer, head, **values):
    values = {
        "asked_by": officer,
        "outcome": Outcome.ENDORSED,
        "answered_by": head,
        "answered_at": timezone.now(),
    } | values
    return Endorsement(nomination=whole, revision_id=whole.latest_revision_id, **values)


@pytest.mark.parametrize(
    "wrong",
    [
        {"answered_by": None},
        {"answered_at": None},
        {"outcome": Outcome.WAITING},
        {"outcome": Outcome.SENT_BACK},
        {"self": True},
    ],
)
def test_the_database_refuses_what_is_no_endorsement(whole, officer, head, wrong):
    values = {"answered_by": officer} if wrong.get("self") else wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        row(whole, officer, head, **values).save()


def test_one_request_waits_at_a_time(whole, officer, asked):
    with pytest.raises(IntegrityError), transaction.atomic():
        Endorsement.objects.create(nomination=whole, revision_id=whole.latest_revision_id, asked_by=officer)


def test_the_setting_is_the_campaigns(whole, officer):
    CampaignPage.objects.filter(pk=whole.campaign_id).update(needs_endorsement=False)

    assert submit_nomination(nomination=fresh(whole), user=officer).stage == Stage.SUBMITTED


# --- What others read of it -----------------------------------------------------------------------------


def test_the_dossier_and_the_report_name_who_endorsed_it(client, whole, head, asked, screener):
    endorse_nomination(nomination=whole, user=head)
    client.force_login(screener)

    page = client.get(reverse("wagtailadmin_pages:edit", args=[whole.pk])).content.decode()
    person = the_person(fresh(whole))

    assert "Phùng" in page[page.index('id="endorsement"') :]
    assert person.head == head.get_full_name()
    assert person.head_confirmation.startswith("Đã xác nhận trên hệ thống lúc")


def test_a_draft_names_no_confirmation(whole, head, asked):
    person = the_person(fresh(whole))

    assert (person.head, person.head_confirmation) == (head.get_full_name(), "")
