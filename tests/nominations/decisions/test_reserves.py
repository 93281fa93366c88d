"""Reserves move up in their order when a seat is free, and never more than there are seats."""

import pytest
from django.core.exceptions import PermissionDenied

from nominations.decisions.actions.reserves import close_reserves, promote_reserve
from nominations.decisions.integrity import reserve_problems, standing_problems
from nominations.decisions.seats import standings_of
from nominations.dossiers.actions import withdraw_nomination
from nominations.models import NominationPage
from nominations.refusals import Refused
from nominations.roles import Role
from nominations.stages import Stage
from tests import factories
from tests.nominations.snapshot import snapshot

from .conftest import DECIDED, reserve, stages, waiting


def seats(campaign) -> tuple[int, int, int, int]:
    found = standings_of(campaign)[0].seats
    return found.seated, found.selected, found.on_the_way_back, found.free


def decline(nomination, leader=None):
    factories.act(nomination, leader or factories.leader(), "decline", **DECIDED, reason="Không.")


def test_no_seat_is_free_and_nobody_moves_up(campaign, secretary):
    waiting(campaign), waiting(campaign)
    first = reserve(campaign, 1)

    with pytest.raises(Refused, match="No seat is free"):
        promote_reserve(nomination=first, user=secretary)
    assert stages(first) == [Stage.RESERVE]


def test_a_seat_freed_by_a_decline_goes_to_the_first_reserve(campaign, secretary):
    one, _two = waiting(campaign), waiting(campaign)
    second, first = reserve(campaign, 2), reserve(campaign, 1)
    decline(one)
    assert [turn.nomination for turn in standings_of(campaign)[0].turns] == [first.pk]

    with pytest.raises(Refused, match=f"Reserve no. 1, {first.reference}, comes first"):
        promote_reserve(nomination=second, user=secretary)
    promote_reserve(nomination=first, user=secretary)

    assert stages(first, second) == [Stage.ACCEPTED, Stage.RESERVE]
    assert seats(campaign) == (0, 2, 0, 0)
    assert list(standing_problems()) == list(reserve_problems()) == []


def test_a_seat_freed_by_a_withdrawal_goes_to_the_first_reserve(campaign, secretary):
    one, _two = waiting(campaign), waiting(campaign)
    first = reserve(campaign, 1)
    withdraw_nomination(nomination=one, user=factories.officer_of(one))

    promote_reserve(nomination=first, user=secretary)

    assert stages(first) == [Stage.ACCEPTED]


def test_a_promoted_reserve_is_signed_like_anybody(campaign, leader, secretary):
    first = reserve(campaign, 1)
    promote_reserve(nomination=first, user=secretary)

    factories.act(first, leader, "approve", **DECIDED)

    assert stages(first) == [Stage.APPROVED]
    assert list(standing_problems()) == list(reserve_problems()) == []


def test_a_second_press_finds_it_done(campaign, secretary):
    first = reserve(campaign, 1)
    promote_reserve(nomination=first, user=secretary)
    before = snapshot()

    assert promote_reserve(nomination=first, user=secretary).stage == Stage.ACCEPTED
    assert snapshot() == before


def test_each_free_seat_lets_one_reserve_move_up(campaign, secretary):
    one, two, three = (reserve(campaign, number) for number in (1, 2, 3))

    promote_reserve(nomination=one, user=secretary)
    promote_reserve(nomination=two, user=secretary)
    with pytest.raises(Refused, match="No seat is free"):
        promote_reserve(nomination=three, user=secretary)

    assert seats(campaign) == (0, 2, 0, 0)


def test_a_seat_stays_promised_while_its_nomination_is_on_the_way_back(campaign, secretary, leader):
    """Sent back to the council or returned to its unit, it is neither declined nor withdrawn."""
    one, two = waiting(campaign), waiting(campaign)
    first = reserve(campaign, 1)
    factories.act(one, leader, "send_back", reason="Xem lại.")
    factories.act(two, leader, "reject", reason="Bổ sung.")
    assert seats(campaign) == (0, 0, 2, 0)

    with pytest.raises(Refused, match="No seat is free"):
        promote_reserve(nomination=first, user=secretary)

    factories.selected(one, "lost")
    assert seats(campaign) == (0, 0, 1, 1)


def test_fields_stand_by_themselves(secretary):
    full, free = factories.field(), factories.field()
    campaign = factories.campaign(quotas={full: 1, free: 1})
    waiting(campaign, field=full)
    behind_full, behind_free = reserve(campaign, 1, field=full), reserve(campaign, 1, field=free)

    with pytest.raises(Refused):
        promote_reserve(nomination=behind_full, user=secretary)
    promote_reserve(nomination=behind_free, user=secretary)

    assert stages(behind_full, behind_free) == [Stage.RESERVE, Stage.ACCEPTED]


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage not in (Stage.RESERVE, Stage.DRAFT)])
def test_only_a_reserve_moves_up(stage, secretary):
    nomination = factories.nomination(stage)
    before = snapshot()

    with pytest.raises(Refused):
        promote_reserve(nomination=nomination, user=secretary)
    assert snapshot() == before


OTHERS = [
    "screener",
    "council_member",
    "leader",
    "editor",
    "auditor",
    "administrator",
    "superuser",
    "officer",
]


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_but_the_secretary_lets_a_reserve_move_up_or_ends_it(role, campaign):
    first, person = reserve(campaign, 1), getattr(factories, role)()
    before = snapshot()

    for act in (
        lambda: promote_reserve(nomination=first, user=person),
        lambda: close_reserves(campaign=campaign, user=person),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert snapshot() == before


def of_own_unit(nomination, secretary):
    factories.member_of(secretary, nomination.unit)
    return secretary


def who_submitted_it(nomination, secretary):
    NominationPage.objects.filter(pk=nomination.pk).update(submitted_by=secretary)
    return secretary


@pytest.mark.parametrize("tie", [of_own_unit, who_submitted_it])
def test_a_secretary_with_a_part_in_it_does_neither(tie, campaign, secretary):
    first = reserve(campaign, 1)
    person = tie(first, secretary)

    with pytest.raises(PermissionDenied):
        promote_reserve(nomination=first, user=person)
    with pytest.raises(Refused, match=f"you have a part in {first.reference}"):
        close_reserves(campaign=campaign, user=person)
    assert stages(first) == [Stage.RESERVE]


def test_who_screened_it_does_not_let_it_move_up(campaign):
    both = factories.person(Role.SCREENER, Role.SECRETARY)
    first = reserve(campaign, 1, screener=both)

    with pytest.raises(PermissionDenied):
        promote_reserve(nomination=first, user=both)


# --- The end of the list --------------------------------------------------------------------------------


def test_what_is_left_ends_once_the_list_is_final(campaign, secretary, leader, mailoutbox):
    one, two = reserve(campaign, 1), reserve(campaign, 2)
    mailoutbox.clear()

    assert close_reserves(campaign=campaign, user=secretary) == [one, two]

    assert stages(one, two) == [Stage.DECLINED, Stage.DECLINED]
    assert len(mailoutbox) == 2
    assert list(standing_problems()) == []
    assert close_reserves(campaign=campaign, user=secretary) == []


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.CONSULTATION, Stage.COUNCIL, Stage.ACCEPTED])
def test_nobody_ends_the_reserves_while_a_seat_may_become_free(stage, campaign, secretary):
    first = reserve(campaign, 1)
    factories.nomination(stage, campaign=campaign)

    with pytest.raises(Refused, match="1 nomination is still under review"):
        close_reserves(campaign=campaign, user=secretary)
    assert stages(first) == [Stage.RESERVE]


def test_another_campaigns_reserves_stay(campaign, secretary):
    mine, other = reserve(campaign, 1), reserve(factories.campaign(), 1)

    close_reserves(campaign=campaign, user=secretary)

    assert stages(mine, other) == [Stage.DECLINED, Stage.RESERVE]


# --- Proof ----------------------------------------------------------------------------------------------


def test_a_reserve_that_was_passed_over_is_found(campaign, secretary):
    first, second = reserve(campaign, 1), reserve(campaign, 2)
    promote_reserve(nomination=first, user=secretary)
    NominationPage.objects.filter(pk=first.pk).update(stage=Stage.RESERVE)
    NominationPage.objects.filter(pk=second.pk).update(stage=Stage.ACCEPTED)

    assert list(reserve_problems()) == [
        f"{second.reference}: moved up as reserve 2, but {first.reference}, reserve 1, still waits"
    ]
