"""What screening decides, with what it warns of, and what the unit is told."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import WorkflowState

from nominations.models import CheckAnswer, Clearance, NominationPage
from nominations.stages import Stage
from tests import factories
from tests.nominations.screening.conftest import said


def stage(nomination) -> str:
    return NominationPage.objects.get(pk=nomination.pk).stage


def open_action(desk, nomination, action):
    state = factories.step(nomination)
    return desk.client.get(
        reverse("wagtailadmin_pages:workflow_action", args=[nomination.pk, action, state.pk])
    )


def answer(nomination, key, verdict):
    CheckAnswer.objects.create(
        nomination=nomination, key=key, verdict=verdict, answered_by=factories.screener()
    )


def test_accepting_warns_of_a_likeness_that_nobody_has_judged(desk, submitted):
    namesake = factories.nomination(Stage.SUBMITTED, name="Phan Thi Lua")

    warnings = open_action(desk, namesake, "approve").context["warnings"]

    assert "Còn 1 cảnh báo chưa kết luận, xem bên cạnh hồ sơ." in warnings


def test_accepting_warns_of_what_was_not_checked_and_lets_it_through(desk, submitted):
    answer(submitted, "report", "unmet")

    warnings = open_action(desk, submitted, "approve").context["warnings"]
    desk.take(submitted, "approve")

    assert warnings == ["Còn 5 mục chưa kiểm tra.", "Chưa đạt: Báo cáo có ký, đóng dấu."]
    assert stage(submitted) == Stage.COUNCIL


@pytest.mark.parametrize("by", ["declaration", "objection"])
def test_who_is_under_discipline_passes_with_a_reason_only(desk, submitted, by):
    if by == "declaration":
        answer(submitted, "declaration", "unmet")
    else:
        Clearance.objects.create(
            nomination=submitted, body="Thanh tra", asked_on="2023-04-20", answered_on="2023-04-21",
            outcome="objection", recorded_by=desk.user,
        )  # fmt: skip

    response = desk.take(submitted, "approve", comment=" ")
    assert response.context["form"].errors
    assert stage(submitted) == Stage.SUBMITTED

    desk.take(submitted, "approve", comment="Đã có kết luận không vi phạm.")
    assert stage(submitted) == Stage.COUNCIL


def test_ruling_out_ends_the_review_and_tells_the_unit_why(desk, submitted, client):
    mail.outbox.clear()

    desk.take(submitted, "rule_out", reason="Đang trong thời hạn kỷ luật.")

    assert stage(submitted) == Stage.INELIGIBLE
    state = WorkflowState.objects.for_instance(submitted).get()
    assert state.status == WorkflowState.STATUS_CANCELLED
    assert [message.to for message in mail.outbox] == [[factories.officer_of(submitted).email]]
    assert "Lụa" not in mail.outbox[0].subject + mail.outbox[0].body
    client.force_login(factories.officer_of(submitted))
    page = client.get(reverse("workspace:nomination", args=[submitted.reference])).content.decode()
    assert "Đang trong thời hạn kỷ luật." in page


def test_ruling_out_needs_a_reason_and_cannot_be_undone(desk, submitted):
    assert open_action(desk, submitted, "rule_out").context["is_final"] is True

    response = desk.take(submitted, "rule_out", reason="")

    assert list(response.context["form"].errors) == ["reason"]
    assert stage(submitted) == Stage.SUBMITTED


def test_a_second_press_answers_that_it_is_done(desk, submitted):
    state = factories.step(submitted)
    address = reverse("wagtailadmin_pages:workflow_action", args=[submitted.pk, "rule_out", state.pk])
    desk.client.post(address, {"reason": "Không đủ điều kiện."})

    response = desk.client.post(address, {"reason": "Không đủ điều kiện."}, follow=True)

    assert len(said(response)) >= 1
    assert stage(submitted) == Stage.INELIGIBLE


@pytest.mark.parametrize("action", ["approve", "reject", "rule_out"])
def test_what_another_has_in_hand_is_decided_by_nobody_else(desk, submitted, action):
    factories.taken(submitted)

    desk.take(submitted, action, reason="Lý do.")

    assert stage(submitted) == Stage.SUBMITTED
    assert desk.dossier(submitted).context["obstacle"]


def test_the_leaders_return_still_needs_a_reason():
    nomination = factories.nomination(Stage.ACCEPTED)
    leader = factories.leader()
    task = factories.step(nomination).task.specific

    if "reject" in dict(task.actions):
        assert task.get_form_for_action("reject")({"reason": ""}).is_valid() is False
    assert task.may_act(leader, nomination)
