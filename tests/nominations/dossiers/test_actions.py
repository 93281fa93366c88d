"""Steps of the review through the admin: who takes them, and everything that is refused."""

import pytest
from django.urls import reverse
from wagtail.models import Task

from exemplars.models import ExemplarPage
from nominations.models import Decision, NominationPage
from nominations.stages import Stage
from tests import factories

DECISION = {"number": "0142/QĐ-BTTTT", "decided_on": "20/10/2025", "signatory": "Nguyễn Văn Mẫu"}
EVERYBODY = (
    "screener",
    "secretary",
    "leader",
    "auditor",
    "superuser",
    "council_member",
    "editor",
    "administrator",
    "officer",
    "head",
)


def texts(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


# --- What is possible -------------------------------------------------------------------------------


def test_the_dossier_offers_what_this_person_may_do(desk, screener, leader, submitted, accepted):
    desk.sign_in(screener)
    offered = desk.dossier(submitted).context["actions"]
    assert [action["url"] for action in offered] == [
        desk.action_url(submitted, "approve"),
        desk.action_url(submitted, "reject"),
        desk.action_url(submitted, "rule_out"),
    ]
    assert desk.dossier(accepted).context["actions"] == []

    desk.sign_in(leader)
    assert [action["url"] for action in desk.dossier(accepted).context["actions"]] == [
        desk.action_url(accepted, name) for name in ("approve", "decline", "send_back", "reject")
    ]
    assert desk.dossier(submitted).context["actions"] == []


def test_a_screener_accepts(desk, screener, submitted, stage_of):
    desk.sign_in(screener)

    response = desk.take(submitted, "approve", comment="Đã đối chiếu.")

    assert stage_of(submitted) == Stage.COUNCIL
    assert response.redirect_chain == [(reverse("wagtailadmin_pages:edit", args=[submitted.pk]), 302)]
    assert [entry.remark for entry in response.context["history"]][:2] == ["", "Đã đối chiếu."]


def test_a_screener_returns_with_a_reason(desk, screener, submitted, stage_of):
    desk.sign_in(screener)

    desk.take(submitted, "reject", reason="Thiếu số quyết định.")

    assert stage_of(submitted) == Stage.RETURNED


def test_a_leader_approves_and_the_draft_of_a_profile_exists(desk, leader, accepted, stage_of):
    desk.sign_in(leader)

    desk.take(accepted, "approve", **DECISION)

    assert stage_of(accepted) == Stage.APPROVED
    assert not ExemplarPage.objects.get(approval__reference=accepted.reference).live


def test_a_leader_declines(desk, leader, accepted, stage_of):
    desk.sign_in(leader)

    desk.take(accepted, "decline", **DECISION, reason="Chưa vượt trội.")

    assert stage_of(accepted) == Stage.DECLINED


def test_a_leader_returns(desk, leader, accepted, stage_of):
    desk.sign_in(leader)

    desk.take(accepted, "reject", reason="Bổ sung minh chứng.")

    assert stage_of(accepted) == Stage.RETURNED


@pytest.mark.parametrize("action", ["approve", "decline", "reject"])
def test_the_page_of_a_step_says_what_happens_and_changes_nothing(action, desk, leader, accepted, stage_of):
    desk.sign_in(leader)

    response = desk.open(accepted, action)

    assert str(response.context["consequence"])
    assert response.context["is_final"] is (action != "reject")
    assert stage_of(accepted) == Stage.ACCEPTED


# --- Bad input --------------------------------------------------------------------------------------


def test_a_return_without_a_reason_is_asked_again(desk, screener, submitted, stage_of):
    desk.sign_in(screener)

    response = desk.take(submitted, "reject", reason="   ")

    assert response.context["form"].errors == {"__all__": ["Hãy ghi nội dung đơn vị cần bổ sung, chỉnh sửa."]}
    assert stage_of(submitted) == Stage.SUBMITTED


def test_what_was_typed_is_kept_when_something_is_wrong(desk, leader, accepted, stage_of):
    desk.sign_in(leader)

    response = desk.take(
        accepted, "decline", **DECISION | {"decided_on": "40/13/2025"}, reason="Chưa đủ \u202eđiều kiện."
    )

    assert list(response.context["form"].errors) == ["decided_on", "reason"]
    assert "Nguyễn Văn Mẫu" in response.content.decode()
    assert "40/13/2025" in response.content.decode()
    assert stage_of(accepted) == Stage.ACCEPTED


def test_a_wrong_decision_is_refused_by_name(desk, leader, accepted, stage_of):
    desk.sign_in(leader)
    wrong = [
        {"number": ""},
        {"number": "9" * 61},
        {"number": "01\x00"},
        {"signatory": "Ng" * 76},
        {"decided_on": "01/01/2999"},
        {"decided_on": "01/01/1800"},
        {"decided_on": ""},
    ]

    for value in wrong:
        response = desk.take(accepted, "approve", **DECISION | value)
        assert list(response.context["form"].errors) == list(value), value

    assert stage_of(accepted) == Stage.ACCEPTED
    assert not Decision.objects.exists()


# --- Who is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_nobody_but_a_screener_takes_the_screening_step(action, answers, refused, desk, submitted, stage_of):
    others = [role for role in EVERYBODY if role != "screener"]
    address = desk.action_url(submitted, action)

    found = answers(
        others, lambda client: refused(client.get(address)) and refused(client.post(address, {"reason": "x"}))
    )

    assert found == dict.fromkeys(others, True)
    assert stage_of(submitted) == Stage.SUBMITTED


@pytest.mark.parametrize("action", ["approve", "decline", "reject"])
def test_nobody_but_a_leader_takes_the_leaders_step(action, answers, refused, desk, accepted, stage_of):
    others = [role for role in EVERYBODY if role != "leader"]
    address, typed = desk.action_url(accepted, action), {**DECISION, "reason": "x"}

    found = answers(
        others, lambda client: refused(client.get(address)) and refused(client.post(address, typed))
    )

    assert found == dict.fromkeys(others, True)
    assert stage_of(accepted) == Stage.ACCEPTED


@pytest.mark.parametrize("action", ["approve", "reject"])
def test_a_member_of_the_unit_takes_no_step_and_reads_why(action, client, desk, screener, stage_of):
    unit = factories.unit()
    factories.member_of(screener, unit)
    nomination = factories.nomination(Stage.SUBMITTED, by=factories.officer(unit))
    desk.sign_in(screener)

    client.post(desk.action_url(nomination, action), {"reason": "x"})
    context = desk.dossier(nomination).context

    assert stage_of(nomination) == Stage.SUBMITTED
    assert context["actions"] == []
    assert str(context["obstacle"])


def test_who_screened_does_not_decide(client, desk, stage_of):
    both = factories.person(factories.Role.SCREENER, factories.Role.LEADER)
    nomination = factories.nomination(Stage.ACCEPTED, screener=both)
    desk.sign_in(both)

    client.post(desk.action_url(nomination, "approve"), DECISION)

    assert stage_of(nomination) == Stage.ACCEPTED
    assert str(desk.dossier(nomination).context["obstacle"])


def test_a_superuser_reads_and_takes_no_step(client, desk, submitted, stage_of):
    desk.sign_in(factories.superuser())

    client.post(desk.action_url(submitted, "approve"))

    assert stage_of(submitted) == Stage.SUBMITTED
    assert desk.dossier(submitted).context["actions"] == []


# --- Forged and stale -------------------------------------------------------------------------------


def test_another_nominations_step_in_the_address_is_not_found(client, desk, screener, submitted, stage_of):
    other = factories.nomination(Stage.SUBMITTED)
    desk.sign_in(screener)

    response = client.post(desk.action_url(submitted, "approve", factories.step(other)))

    assert response.status_code == 404
    assert (stage_of(submitted), stage_of(other)) == (Stage.SUBMITTED, Stage.SUBMITTED)


def test_an_action_that_the_step_does_not_have_is_not_found(client, desk, screener, submitted, stage_of):
    desk.sign_in(screener)

    for action in ("decline", "publish", "cancel", "locked-approve"):
        assert client.post(desk.action_url(submitted, action), DECISION).status_code == 404
    assert stage_of(submitted) == Stage.SUBMITTED


def test_a_page_opened_before_somebody_else_acted_says_who_did(desk, screener, submitted, stage_of):
    state = factories.step(submitted)
    colleague = factories.screener(first_name="Bùi Thanh Hà")
    factories.act(submitted, colleague, "reject", reason="Thiếu minh chứng.")
    desk.sign_in(screener)

    response = desk.take(submitted, "approve", state)

    assert "Bùi Thanh Hà" in texts(response)[0]
    assert stage_of(submitted) == Stage.RETURNED


def test_the_same_step_twice_is_taken_once(desk, screener, submitted, stage_of):
    state = factories.step(submitted)
    desk.sign_in(screener)

    desk.take(submitted, "approve", state)
    response = desk.take(submitted, "approve", state)

    assert len(texts(response)) == 1
    assert stage_of(submitted) == Stage.COUNCIL


def test_a_step_on_an_older_text_is_refused(desk, screener, submitted, stage_of):
    submitted.get_latest_revision_as_object().save_revision(clean=False)
    desk.sign_in(screener)

    response = desk.take(submitted, "approve")

    assert len(texts(response)) == 1
    assert stage_of(submitted) == Stage.SUBMITTED


def test_a_step_that_was_switched_off_is_refused(desk, screener, submitted, stage_of):
    Task.objects.filter(pk=factories.step(submitted).task_id).update(active=False)
    desk.sign_in(screener)

    desk.take(submitted, "approve")

    assert stage_of(submitted) == Stage.SUBMITTED


def test_a_taken_seat_is_told_and_nothing_changes(desk, leader, stage_of):
    field = factories.field()
    campaign = factories.campaign(quotas={field: 1})
    winner, other = (factories.nomination(Stage.ACCEPTED, campaign=campaign, field=field) for _ in range(2))
    desk.sign_in(leader)
    desk.take(winner, "approve", **DECISION)

    response = desk.take(other, "approve", **DECISION)

    assert len(texts(response)) == 1
    assert (stage_of(winner), stage_of(other)) == (Stage.APPROVED, Stage.ACCEPTED)
    assert Decision.objects.count() == 1


# --- Wagtail's other doors --------------------------------------------------------------------------


PLAIN_VIEWS = (
    *(
        "usage",
        "preview_on_edit",
        "view_draft",
        "delete",
        "unpublish",
        "convert_alias",
        "copy",
        "set_privacy",
    ),
    *("lock", "unlock", "history", "history_results", "workflow_history", "move", "set_page_position"),
    "confirm_workflow_cancellation",
)


def other_doors(nomination) -> list[str]:
    """Every address of Wagtail's that names this page, but the dossier and the steps of the review."""
    state, revision = factories.step(nomination), nomination.latest_revision_id
    plain = [(view, [nomination.pk]) for view in PLAIN_VIEWS]
    more = [
        ("collect_workflow_action_data", [nomination.pk, "approve", state.pk]),
        ("workflow_preview", [nomination.pk, state.task_id]),
        ("revisions_view", [nomination.pk, revision]),
        ("revisions_revert", [nomination.pk, revision]),
        ("revisions_unschedule", [nomination.pk, revision]),
        ("revisions_compare", [nomination.pk, "earliest", "latest"]),
        ("workflow_history_detail", [nomination.pk, state.workflow_state_id]),
        ("move_confirm", [nomination.pk, nomination.campaign.get_parent().pk]),
        ("add", ["nominations", "nominationpage", nomination.campaign_id]),
        ("type_use", ["nominations", "nominationpage"]),
        ("add_subpage", [nomination.campaign_id]),
    ]
    return [reverse(f"wagtailadmin_pages:{name}", args=args) for name, args in plain + more]


@pytest.mark.parametrize("role", ["screener", "superuser"])
def test_no_other_view_of_wagtails_opens(role, client, refused, submitted):
    before = NominationPage.objects.values().get(pk=submitted.pk)
    client.force_login(getattr(factories, role)())

    opened = [
        (verb.__name__, address)
        for address in other_doors(submitted)
        for verb in (client.get, client.post)
        if not refused(verb(address))
    ]

    assert opened == []
    assert NominationPage.objects.values().get(pk=submitted.pk) == before
