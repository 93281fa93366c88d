"""Signing a list: all or none, everybody who cannot be signed by name, and a second press that does nothing."""

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry, PageLogEntry

from exemplars.models import Approval, ExemplarPage
from nominations.decisions.actions.signing import NotSigned, sign_nominations
from nominations.dossiers.actions import withdraw_nomination
from nominations.models import Decision, Seat
from nominations.refusals import Refused
from nominations.roles import Role
from nominations.stages import Stage
from tests import factories
from tests.nominations.snapshot import snapshot

from .conftest import DECIDED, stages, waiting


def sign(campaign, leader, *nominations, steps=None, **more):
    steps = steps or [factories.step(nomination) for nomination in nominations]
    return sign_nominations(campaign=campaign, steps=steps, user=leader, **DECIDED | more)


def test_all_are_recognised_by_one_decision(campaign, leader):
    one, two = waiting(campaign), waiting(campaign)

    assert sign(campaign, leader, one, two, signed_as="Bộ trưởng") == [one, two]

    assert stages(one, two) == [Stage.APPROVED, Stage.APPROVED]
    decisions = Decision.objects.values_list("number", "signed_as", "signatory", "decided_by")
    assert set(decisions) == {("0417/QĐ-BTTTT", "Bộ trưởng", "Nguyễn Văn Mẫu", leader.pk)}
    assert sorted(Seat.objects.values_list("number", flat=True)) == [1, 2]
    assert Approval.objects.count() == ExemplarPage.objects.filter(live=False).count() == 2


def test_whoever_is_not_chosen_goes_on_waiting(campaign, leader):
    one, two = waiting(campaign), waiting(campaign)

    sign(campaign, leader, one)

    assert stages(one, two) == [Stage.APPROVED, Stage.ACCEPTED]


def test_the_log_says_who_signed_how_many(campaign, leader):
    sign(campaign, leader, waiting(campaign), waiting(campaign))

    entry = PageLogEntry.objects.get(page=campaign.pk, action="nominations.sign_list")
    assert (entry.user, entry.data) == (leader, {"decision": "0417/QĐ-BTTTT", "nominations": 2})
    assert PageLogEntry.objects.filter(action="nominations.approve").count() == 2
    assert ModelLogEntry.objects.filter(data__icontains="Trần Thị Minh Họa").count() == 0


def test_the_list_is_longer_than_the_seats_and_nobody_is_signed(campaign, leader):
    three = [waiting(campaign, name=name) for name in ("An", "Bình", "Chi")]
    before = snapshot()

    with pytest.raises(NotSigned) as refused:
        sign(campaign, leader, *three)

    [(nomination, words)] = refused.value.problems
    assert (nomination, words) == (
        three[2],
        "No seat is left in this field. Another nomination has taken the last one.",
    )
    assert snapshot() == before


def withdraw(nomination):
    withdraw_nomination(nomination=nomination, user=factories.officer_of(nomination))


def send_back(nomination):
    factories.act(nomination, factories.leader(), "send_back", reason="Xem lại.")


def decline(nomination):
    factories.act(nomination, factories.leader(), "decline", **factories.DECISION, reason="Không.")


def new_text(nomination):
    nomination.get_latest_revision_as_object().save_revision(clean=False)


@pytest.mark.parametrize(
    ("meanwhile", "words"),
    [
        (withdraw, "This nomination is now: Withdrawn."),
        (send_back, "This nomination is now: Before the Council."),
        (decline, "This nomination is now: Not selected."),
        (new_text, "It has changed since this list was opened. Open the list anew."),
    ],
)
def test_somebody_who_moved_on_is_named_and_nobody_is_signed(meanwhile, words, campaign, leader):
    one, two = waiting(campaign), waiting(campaign)
    steps = [factories.step(one), factories.step(two)]
    meanwhile(two)
    before = snapshot()

    with pytest.raises(NotSigned) as refused:
        sign(campaign, leader, steps=steps)

    assert refused.value.problems == [(two, words)]
    assert snapshot() == before


def test_everybody_who_cannot_be_signed_is_named(campaign, leader):
    one, two, three = (waiting(campaign) for _ in range(3))
    steps = [factories.step(nomination) for nomination in (one, two, three)]
    withdraw(one)
    withdraw(three)

    with pytest.raises(NotSigned) as refused:
        sign(campaign, leader, steps=steps)

    assert [nomination for nomination, _words in refused.value.problems] == [one, three]


def test_a_nomination_of_the_leaders_own_unit_is_named(campaign, leader):
    one, own = waiting(campaign), waiting(campaign)
    factories.member_of(leader, own.unit)

    with pytest.raises(NotSigned) as refused:
        sign(campaign, leader, one, own)

    [(nomination, words)] = refused.value.problems
    assert nomination == own
    assert words.startswith("This nomination comes from your own unit")
    assert stages(one, own) == [Stage.ACCEPTED, Stage.ACCEPTED]


def test_what_the_leader_let_through_as_a_screener_is_named(campaign):
    both = factories.person(Role.SCREENER, Role.LEADER)
    nomination = waiting(campaign, screener=both)

    with pytest.raises(NotSigned) as refused:
        sign(campaign, both, nomination)

    assert refused.value.problems[0][1].startswith("You let this nomination through at an earlier step")


def test_a_second_press_signs_nothing_twice(campaign, leader):
    one, two = waiting(campaign), waiting(campaign)
    steps = [factories.step(one), factories.step(two)]
    sign(campaign, leader, steps=steps)
    before = snapshot()

    assert sign(campaign, leader, steps=steps) == []
    assert snapshot() == before


def test_the_same_list_under_another_number_is_refused(campaign, leader):
    nomination = waiting(campaign)
    steps = [factories.step(nomination)]
    sign(campaign, leader, steps=steps)

    with pytest.raises(NotSigned) as refused:
        sign(campaign, leader, steps=steps, number="0999/QĐ-BTTTT")

    assert refused.value.problems == [(nomination, "This nomination is now: Recognised.")]


def test_a_list_has_somebody_on_it(campaign, leader):
    with pytest.raises(Refused):
        sign_nominations(campaign=campaign, steps=[], user=leader, **DECIDED)


def test_a_list_holds_one_campaign_alone(campaign, leader):
    other = factories.nomination(Stage.ACCEPTED)
    nomination = waiting(campaign)
    before = snapshot()

    with pytest.raises(Refused):
        sign(campaign, leader, nomination, other)

    assert snapshot() == before


def test_a_step_of_screening_is_not_signed(campaign):
    both = factories.person(Role.SCREENER, Role.LEADER)
    nomination = factories.nomination(Stage.SUBMITTED, campaign=campaign)

    with pytest.raises(Refused):
        sign(campaign, both, nomination)

    assert stages(nomination) == [Stage.SUBMITTED]


@pytest.mark.parametrize(
    "role",
    ["screener", "secretary", "council_member", "editor", "auditor", "administrator", "superuser", "officer"],
)
def test_nobody_but_a_leader_signs(role, campaign):
    nomination, person = waiting(campaign), getattr(factories, role)()
    before = snapshot()

    with pytest.raises(PermissionDenied):
        sign(campaign, person, nomination)

    assert snapshot() == before
