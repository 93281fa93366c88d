"""The step ends by itself when its days are over; never before, and nothing is passed by."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail.log_actions import registry
from wagtail.models import TaskState

from nominations.consultation.actions import ending
from nominations.consultation.actions.comments import triage_comment
from nominations.consultation.actions.ending import end_consultation, end_if_over, moment_of_end
from nominations.models import Consultation, ConsultationEntry, ConsultationSummary, ConsultationTask
from nominations.refusals import Refused, StaleStep
from nominations.stages import Stage
from tests import factories

OVER = 40


def stages(consultation) -> set[str]:
    return {entry.nomination.stage for entry in consultation.entries.select_related("nomination")}


def statuses(consultation) -> list[str]:
    return list(consultation.entries.order_by("pk").values_list("status", flat=True))


def switch(active: bool) -> None:
    ConsultationTask.objects.update(active=active)


def test_when_its_days_are_over_everybody_goes_on():
    consultation = factories.shortlist(3, days_ago=OVER)

    assert end_consultation(consultation=consultation) == 0

    consultation.refresh_from_db()
    assert stages(consultation) == {Stage.COUNCIL}
    assert statuses(consultation) == ["passed"] * 3
    assert consultation.ended_at is not None


def test_nobody_is_said_to_have_passed_it(consultation, entry):
    factories.moved_back(consultation, OVER)

    end_consultation(consultation=consultation)

    state = TaskState.objects.for_instance(entry.nomination).get(task__in=ConsultationTask.objects.all())
    assert (state.status, state.finished_by) == (TaskState.STATUS_APPROVED, None)


@pytest.mark.parametrize("user", [None, "screener"])
def test_never_before_its_last_day_is_over(user, consultation, entry):
    factories.moved_back(consultation, (consultation.closes_on - timezone.localdate()).days)
    assert consultation.closes_on == timezone.localdate()

    with pytest.raises(Refused):
        end_consultation(consultation=consultation, user=user and factories.screener())
    assert end_if_over.call(consultation.pk) == 0
    assert stages(consultation) == {Stage.CONSULTATION}


@pytest.mark.parametrize(
    "role",
    ["officer", "secretary", "council_member", "leader", "editor", "auditor", "administrator", "superuser"],
)
def test_nobody_but_a_screener_or_the_clock_ends_it(role):
    consultation = factories.shortlist(days_ago=OVER)

    with pytest.raises(PermissionDenied):
        end_consultation(consultation=consultation, user=getattr(factories, role)())
    assert stages(consultation) == {Stage.CONSULTATION}


def test_ending_twice_changes_nothing():
    consultation = factories.shortlist(days_ago=OVER)
    end_consultation(consultation=consultation)
    consultation.refresh_from_db()
    first = consultation.ended_at

    assert end_consultation(consultation=consultation) == 0

    consultation.refresh_from_db()
    assert consultation.ended_at == first
    logs = registry.get_logs_for_instance(consultation).filter(action="nominations.end_consultation")
    assert logs.count() == 1


def test_a_step_switched_off_lets_nobody_pass_and_is_tried_again():
    consultation = factories.shortlist(2, days_ago=OVER)
    switch(False)

    assert end_consultation(consultation=consultation) == 2
    assert stages(consultation) == {Stage.CONSULTATION}
    assert statuses(consultation) == ["stuck"] * 2

    switch(True)
    assert end_consultation(consultation=consultation) == 0
    assert stages(consultation) == {Stage.COUNCIL}
    assert statuses(consultation) == ["passed"] * 2


def test_one_that_cannot_go_on_holds_up_nobody_else():
    consultation = factories.shortlist(3, days_ago=OVER)
    unlucky = consultation.entries.order_by("pk")[1].nomination

    def stale_for_one(nomination, **more):
        if nomination.pk == unlucky.pk:
            raise StaleStep
        return ending_step(nomination, **more)

    ending_step = ending.current_step
    with mock.patch.object(ending, "current_step", stale_for_one):
        assert end_consultation(consultation=consultation) == 1

    assert statuses(consultation) == ["passed", "stuck", "passed"]


def test_a_stop_in_between_is_caught_up_with():
    consultation = factories.shortlist(2, days_ago=OVER)
    second = consultation.entries.order_by("pk")[1].nomination

    def killed_at_the_second(nomination, **more):
        if nomination.pk == second.pk:
            raise KeyboardInterrupt
        return step(nomination, **more)

    step = ending.current_step
    with mock.patch.object(ending, "current_step", killed_at_the_second), pytest.raises(KeyboardInterrupt):
        end_consultation(consultation=consultation)
    assert statuses(consultation) == ["passed", "open"]
    consultation.refresh_from_db()
    assert consultation.ended_at is None

    call_command("end_consultations")

    assert stages(consultation) == {Stage.COUNCIL}


def test_who_left_the_list_stays_where_they_are():
    consultation = factories.shortlist(2)
    gone = consultation.entries.order_by("pk")[0].nomination
    factories.withdraw_nomination(nomination=gone, user=factories.officer_of(gone))
    factories.moved_back(consultation, OVER)

    end_consultation(consultation=consultation)

    assert statuses(consultation) == ["removed", "passed"]
    gone.refresh_from_db()
    assert gone.stage == Stage.WITHDRAWN


def test_the_command_ends_what_is_over_and_leaves_the_rest(capsys):
    over, running = factories.shortlist(days_ago=OVER), factories.shortlist()

    call_command("end_consultations")
    call_command("end_consultations")

    assert (stages(over), stages(running)) == ({Stage.COUNCIL}, {Stage.CONSULTATION})


def test_the_command_says_when_somebody_could_not_go_on():
    factories.shortlist(days_ago=OVER)
    switch(False)

    with pytest.raises(CommandError):
        call_command("end_consultations")
    with pytest.raises(CommandError):
        call_command("end_consultations")


def test_the_task_waits_for_the_midnight_after_the_last_day(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    consultation = factories.shortlist()

    task = DBTaskResult.objects.get(task_path__endswith="end_if_over")
    moment = timezone.localtime(moment_of_end(consultation))
    assert task.run_after == moment
    assert (moment.date(), moment.hour, moment.minute) == (consultation.closes_on + timedelta(days=1), 0, 5)
    assert not DBTaskResult.objects.ready().filter(pk=task.pk).exists()


def test_the_task_ends_it(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    consultation = factories.shortlist()
    task = DBTaskResult.objects.get(task_path__endswith="end_if_over")
    factories.moved_back(consultation, OVER)

    assert task.task.call(*task.args_kwargs["args"]) == 0

    assert stages(consultation) == {Stage.COUNCIL}


def test_a_campaign_without_days_is_passed_at_once():
    nomination = factories.nomination(Stage.COUNCIL)

    assert nomination.campaign.consultation_days == 0
    assert nomination.stage == Stage.COUNCIL


def test_everything_agrees_after_the_end(capsys):
    consultation = factories.shortlist(2, days_ago=OVER)
    end_consultation(consultation=consultation)

    call_command("check_integrity")

    assert capsys.readouterr().out == "Everything agrees.\n"


def test_a_list_that_contradicts_its_nominations_is_found(capsys, consultation, entry):
    reference = entry.nomination.reference
    rows = ConsultationEntry.objects.filter(pk=entry.pk)
    Consultation.objects.update(ended_at=timezone.now())
    with pytest.raises(CommandError):
        call_command("check_integrity")
    assert f"{reference}: on public list {consultation.pk}, which has ended" in capsys.readouterr().out

    factories.consulted(entry.nomination)
    rows.update(status="open", left_at=None)
    with pytest.raises(CommandError):
        call_command("check_integrity")
    assert (
        f"{reference}: on public list {consultation.pk}, but its stage is council" in capsys.readouterr().out
    )


# --- The summary for the council ----------------------------------------------------------------------


def sorted_as(comment, status, **words):
    return triage_comment(comment=comment, user=factories.screener(), status=status, **words)


def test_the_council_is_told_numbers_and_texts_and_never_who(consultation, entry):
    said = f"Tôi là {factories.SENDER['name']}, số {factories.SENDER['phone']}. Việc này có thật."
    passed = factories.comment(consultation, entry, text=said)
    sorted_as(passed, "to_council", text_for_council=said, note="Đã xác minh với ông/bà gửi.")
    sorted_as(factories.comment(consultation, entry), "not_relevant", text_for_council="bỏ qua")
    factories.comment(consultation, entry)
    factories.comment(consultation)
    factories.moved_back(consultation, OVER)

    end_consultation(consultation=consultation)

    summary = ConsultationSummary.objects.get(entry=entry)
    assert summary.counts == {"to_council": 1, "not_relevant": 1, "new": 1}
    assert summary.texts == [
        {
            "status": "to_council",
            "text": "Tôi là […], số […]. Việc này có thật.",
            "note": "Đã xác minh với ông/bà gửi.",
        }
    ]
    assert ConsultationSummary.objects.get(entry=None).counts == {"new": 1}


def test_what_is_sorted_after_the_end_follows(consultation, entry):
    comment = factories.comment(consultation, entry)
    factories.moved_back(consultation, OVER)
    end_consultation(consultation=consultation)

    sorted_as(comment, "answered", note="Đã trả lời bằng văn bản.")

    summary = ConsultationSummary.objects.get(entry=entry)
    assert summary.counts == {"answered": 1}
    assert summary.texts[0]["note"] == "Đã trả lời bằng văn bản."


def test_nothing_is_summed_up_before_the_end(consultation, entry):
    sorted_as(factories.comment(consultation, entry), "relevant")

    assert not ConsultationSummary.objects.exists()


def test_a_late_comment_is_refused_while_the_list_is_being_ended(consultation):
    factories.moved_back(consultation, OVER)
    end_consultation(consultation=consultation)

    with pytest.raises(Refused), transaction.atomic():
        factories.comment(consultation)
