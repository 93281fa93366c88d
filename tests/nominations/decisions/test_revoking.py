"""A recognition taken back by a later decision: stage, seat, approval, profile and mail, all or nothing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.utils import timezone

from exemplars.models import Approval, ExemplarPage
from exemplars.profiles.gate import PublishRefused
from nominations.decisions.actions.revoking import revoke_recognition
from nominations.decisions.integrity import standing_problems
from nominations.models import NominationPage, Revocation, Seat
from nominations.refusals import Refused
from nominations.stages import Stage
from tests import factories
from tests.nominations.snapshot import snapshot

from .conftest import stages

REVOKING = {
    "number": "0311/QĐ-BTTTT",
    "decided_on": timezone.localdate(),
    "signed_as": "Bộ trưởng",
    "signatory": "Nguyễn Văn Mẫu",
    "reason": "Khai sai thành tích.",
}


@pytest.fixture
def recognised():
    return factories.nomination(Stage.APPROVED)


def profile_of(nomination) -> ExemplarPage:
    return ExemplarPage.objects.get(approval__reference=nomination.reference)


def publish(nomination) -> ExemplarPage:
    profile_of(nomination).save_revision().publish()
    return profile_of(nomination)


def test_everything_follows_from_the_decision(recognised, leader, mailoutbox):
    profile = publish(recognised)
    mailoutbox.clear()

    revocation = revoke_recognition(nomination=recognised, user=leader, **REVOKING)

    assert stages(recognised) == [Stage.REVOKED]
    assert {name: getattr(revocation, name) for name in REVOKING} == REVOKING
    assert not Seat.objects.filter(nomination=recognised).exists()
    approval = Approval.objects.get(reference=recognised.reference)
    assert (approval.revoked_on, approval.revocation_decision) == (REVOKING["decided_on"], REVOKING["number"])
    assert not ExemplarPage.objects.get(pk=profile.pk).live
    [mail] = mailoutbox
    assert mail.to == [factories.officer_of(recognised).email]
    assert recognised.reference in mail.subject
    assert recognised.candidate.name not in mail.subject + mail.body
    call_command("check_integrity", verbosity=0)


def test_a_second_press_finds_it_done(recognised, leader):
    first = revoke_recognition(nomination=recognised, user=leader, **REVOKING)
    before = snapshot()

    again = revoke_recognition(nomination=recognised, user=leader, **REVOKING | {"number": "0999/QĐ"})

    assert again == first
    assert snapshot() == before


def test_the_profile_can_be_published_by_nobody_again(recognised, leader):
    publish(recognised)
    revoke_recognition(nomination=recognised, user=leader, **REVOKING)

    with pytest.raises(PublishRefused):
        profile_of(recognised).get_latest_revision().publish()


def test_the_seat_goes_to_the_next_recognised(leader):
    campaign = factories.campaign(quotas={factories.field(): 1})
    first, second = (factories.nomination(Stage.ACCEPTED, campaign=campaign) for _ in range(2))
    factories.act(first, leader, "approve", **factories.DECISION)
    revoke_recognition(nomination=first, user=leader, **REVOKING)

    factories.act(second, leader, "approve", **factories.DECISION)

    assert stages(first, second) == [Stage.REVOKED, Stage.APPROVED]


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in (Stage.APPROVED, Stage.REVOKED)])
def test_only_a_recognition_is_revoked(stage, leader):
    nomination = factories.nomination(stage)
    before = snapshot()

    with pytest.raises(Refused):
        revoke_recognition(nomination=nomination, user=leader, **REVOKING)
    assert snapshot() == before


@pytest.mark.parametrize(
    "more",
    [
        {"number": " "},
        {"reason": " "},
        {"signatory": ""},
        {"number": "9" * 61},
        {"decided_on": timezone.localdate() - timedelta(days=1)},
    ],
)
def test_an_incomplete_decision_or_one_before_the_recognition_changes_nothing(more, recognised, leader):
    before = snapshot()

    with pytest.raises(ValidationError):
        revoke_recognition(nomination=recognised, user=leader, **REVOKING | more)
    assert snapshot() == before


@pytest.mark.parametrize(
    "role",
    ["screener", "secretary", "council_member", "editor", "auditor", "administrator", "superuser", "officer"],
)
def test_nobody_but_a_leader_revokes(role, recognised):
    person = getattr(factories, role)()
    before = snapshot()

    with pytest.raises(PermissionDenied):
        revoke_recognition(nomination=recognised, user=person, **REVOKING)
    assert snapshot() == before


def test_a_leader_of_the_unit_or_who_submitted_it_does_not(recognised, leader):
    own = factories.member_of(factories.leader(), recognised.unit)
    NominationPage.objects.filter(pk=recognised.pk).update(submitted_by=leader)

    for person in (own, leader):
        with pytest.raises(PermissionDenied):
            revoke_recognition(nomination=recognised, user=person, **REVOKING)
    assert stages(recognised) == [Stage.APPROVED]


# --- Proof ----------------------------------------------------------------------------------------------

BREACHES = {
    "no revocation": (
        lambda n: Revocation.objects.all().delete(),
        ["revoked, but no decision revoked it"],
    ),
    "approval stands": (
        lambda n: Approval.objects.update(revoked_on=None),
        ["revoked, but its approval on the public side still stands"],
    ),
    "seat kept": (
        lambda n: Seat.objects.create(campaign=n.campaign, field=n.field, number=1, nomination=n),
        ["revoked, but has a seat, but is not recognised"],
    ),
}


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_is_found_by_name(breach, recognised, leader):
    plant, words = BREACHES[breach]
    revoke_recognition(nomination=recognised, user=leader, **REVOKING)
    plant(recognised)

    assert list(standing_problems()) == [f"{recognised.reference}: {line}" for line in words]


def test_an_approval_revoked_behind_the_recognition_is_found(recognised):
    Approval.objects.update(revoked_on=timezone.localdate(), revocation_decision="1/QĐ")

    assert list(standing_problems()) == [
        f"{recognised.reference}: approved, but its approval is revoked, but the recognition is not"
    ]
