"""Assignments: what units report, what the department answers, and who may read which file."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from nominations.followup.actions import answer_report, finish_duty, reopen_duty, report_progress
from nominations.followup.actions.duties import AlreadyAnswered, AlreadyDone
from nominations.followup.board import duties_of
from nominations.followup.notices import ANSWER
from nominations.followup.rules import Progress
from nominations.models import DeclinedKind, Duty, DutyReport, ReportFile
from nominations.refusals import FileRefused, Refused
from tests import factories
from tests.nominations.followup.conftest import duty


def report(plan, **more) -> DutyReport:
    values = {
        "duty": plan.duty,
        "unit": plan.units[0],
        "user": plan.lead,
        "text": "Đã mở chuyên mục.",
        "percentage": 40,
    }
    return report_progress(**values | more)


def task_url(its_duty) -> str:
    return reverse("followup:task", args=[its_duty.pk])


def filled_in(plan, **more) -> dict:
    return {
        "unit": plan.units[0].pk,
        "text": "Đã làm.",
        "percentage": "60",
        "request_key": str(uuid.uuid4()),
    } | more


# --- Reporting ------------------------------------------------------------------------------------------


def test_the_lead_units_latest_word_is_the_state_of_the_assignment(plan):
    report(plan)
    report(plan, percentage=70)
    report(plan, unit=plan.units[1], user=plan.support, percentage=100)

    [row] = duties_of(plan.campaign)

    assert (row.duty.percentage, row.progress) == (70, Progress.UNDER_WAY)
    assert plan.duty.reports.count() == 3
    assert PageLogEntry.objects.filter(action="nominations.duty_reported").count() == 3


def test_the_same_report_sent_twice_is_one(plan):
    key = uuid.uuid4()

    assert report(plan, request_key=key) == report(plan, request_key=key)


def test_a_report_carries_files_or_is_not_stored_at_all(plan):
    report(plan, uploads=[factories.upload("bao-cao.pdf"), factories.upload("anh.png", factories.picture())])
    with pytest.raises(FileRefused):
        report(plan, uploads=[factories.upload(), factories.upload("anh.png", b"MZ")])
    with pytest.raises(Refused):
        report(plan, uploads=[factories.upload() for _ in range(6)])

    assert DutyReport.objects.count() == 1
    assert [file.media_type for file in ReportFile.objects.all()] == ["application/pdf", "image/png"]


def test_only_the_units_that_are_named_report(plan):
    for unit, user in (
        (plan.units[2], plan.stranger),
        (plan.units[0], plan.stranger),
        (plan.units[0], plan.support),
        (plan.units[0], plan.screener),
    ):
        with pytest.raises(PermissionDenied):
            report(plan, unit=unit, user=user)


def test_what_is_done_takes_no_more_reports_until_it_is_opened_again(plan):
    finish_duty(duty=plan.duty, user=plan.screener)
    with pytest.raises(AlreadyDone):
        report(plan)
    reopen_duty(duty=plan.duty, user=plan.screener)

    assert report(plan).percentage == 40


def test_a_report_is_answered_once(plan):
    said = report(plan)
    answer_report(report=said, user=plan.screener, verdict="more", comment="Cho biết số bài.")

    with pytest.raises(AlreadyAnswered):
        answer_report(report=said, user=plan.screener, verdict="accepted")

    said.refresh_from_db()
    assert (said.verdict, said.comment, said.answered_by) == ("more", "Cho biết số bài.", plan.screener)


def test_the_units_people_are_told_of_the_answer(plan):
    colleague = factories.head(plan.units[0])
    said = report(plan)
    mail.outbox.clear()

    answer_report(report=said, user=plan.screener, verdict="more", comment="Cho biết số bài.")

    assert {letter.to[0] for letter in mail.outbox} == {plan.lead.email, colleague.email}
    letter = mail.outbox[0]
    assert letter.subject == f"Cần bổ sung: {plan.duty.title}"
    assert "Cho biết số bài." in letter.body
    assert task_url(plan.duty) in letter.body


def test_of_an_accepted_report_only_those_are_told_who_want_to_be(plan):
    factories.head(plan.units[0])
    DeclinedKind.objects.create(person=plan.lead, kind=ANSWER)
    said = report(plan)
    mail.outbox.clear()

    answer_report(report=said, user=plan.screener, verdict="accepted")

    [letter] = mail.outbox
    assert letter.to != [plan.lead.email]
    assert letter.subject == f"Báo cáo được chấp nhận: {plan.duty.title}"


@pytest.mark.parametrize("role", ["auditor", "superuser", "secretary", "leader", "editor", "officer"])
def test_nobody_else_answers_or_finds_anything_done(role, plan):
    user, said = getattr(factories, role)(), report(plan)

    for act in (
        lambda: answer_report(report=said, user=user, verdict="accepted"),
        lambda: finish_duty(duty=plan.duty, user=user),
        lambda: reopen_duty(duty=plan.duty, user=user),
    ):
        with pytest.raises(PermissionDenied):
            act()


# --- The units' pages -----------------------------------------------------------------------------------


def test_a_unit_reports_from_its_page(client, plan):
    client.force_login(plan.lead)

    answer = client.post(task_url(plan.duty), filled_in(plan, files=[factories.upload()]))

    assert answer.url == task_url(plan.duty)
    [said] = plan.duty.reports.all()
    assert (said.percentage, said.files.count(), said.reported_by) == (60, 1, plan.lead)
    assert "Đã làm." in client.get(task_url(plan.duty)).content.decode()


@pytest.mark.parametrize(
    "wrong", [{"percentage": "101"}, {"percentage": "-1"}, {"percentage": "nửa"}, {"text": " "}]
)
def test_a_wrong_report_comes_back_as_it_was_typed(client, plan, wrong):
    client.force_login(plan.lead)

    answer = client.post(task_url(plan.duty), filled_in(plan, difficulties="Thiếu máy quay.") | wrong)

    assert answer.status_code == 422
    assert "Thiếu máy quay." in answer.content.decode()
    assert not DutyReport.objects.exists()


def test_a_refused_file_keeps_the_words(client, plan):
    client.force_login(plan.lead)

    answer = client.post(task_url(plan.duty), filled_in(plan, files=[factories.upload("a.pdf", b"MZ")]))

    assert answer.status_code == 422
    assert answer.context["form"].errors["files"]
    assert "Đã làm." in answer.content.decode()


def test_an_assignment_of_others_does_not_exist(client, plan):
    client.force_login(plan.stranger)

    assert client.get(task_url(plan.duty)).status_code == 404
    assert client.post(task_url(plan.duty), filled_in(plan)).status_code == 404
    assert client.get(reverse("followup:tasks")).context["open"] == []


def test_late_assignments_come_first_and_are_marked(client, plan):
    late = duty(plan.campaign, plan.units[0], days=-3, title="Việc đã trễ")
    client.force_login(plan.lead)

    rows = client.get(reverse("followup:tasks")).context["open"]

    assert [(row.duty, row.progress, row.days_late) for row in rows] == [
        (late, Progress.OVERDUE, 3),
        (plan.duty, Progress.WAITING, 0),
    ]
    assert client.get("/workspace/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(count, client, plan, django_assert_num_queries):
    for _ in range(count - 1):
        duty(plan.campaign, plan.units[0], plan.units[1])
    client.force_login(plan.lead)
    client.get(reverse("followup:tasks"))

    with django_assert_num_queries(7):
        client.get(reverse("followup:tasks"))


# --- Files ----------------------------------------------------------------------------------------------


def test_a_file_is_for_the_units_named_and_those_who_follow(client, plan):
    report(plan, uploads=[factories.upload("bao-cao.pdf")])
    address = reverse("followup:report-file", args=[ReportFile.objects.get().pk])
    found = {}
    for name, user in {
        "lead": plan.lead, "support": plan.support, "stranger": plan.stranger, "screener": plan.screener,
        "auditor": factories.auditor(), "leader": factories.leader(), "editor": factories.editor(),
    }.items():  # fmt: skip
        client.force_login(user)
        found[name] = client.get(address).status_code

    assert found == {
        "lead": 200, "support": 200, "stranger": 404, "screener": 200, "auditor": 200, "leader": 404, "editor": 404,
    }  # fmt: skip


def test_a_file_is_sent_as_an_attachment_that_nobody_keeps(client, plan):
    report(plan, uploads=[factories.upload("bao-cao.pdf")])
    client.force_login(plan.lead)

    headers = client.get(reverse("followup:report-file", args=[ReportFile.objects.get().pk])).headers

    assert headers["Content-Disposition"].startswith("attachment")
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


# --- The department's pages -----------------------------------------------------------------------------


def test_the_screener_enters_an_assignment(client, plan):
    client.force_login(plan.screener)
    values = {
        "campaign": plan.campaign.pk, "title": "Tổ chức gặp mặt", "lead": plan.units[2].pk,
        "supporting": [plan.units[0].pk], "due_on": timezone.localdate() + timedelta(days=9), "sort_order": "2",
        "cost": "30.000.000 đ", "budget_source": "Ngân sách nhà nước",
    }  # fmt: skip

    form = client.get(reverse("duties:add") + f"?campaign={plan.campaign.pk}").context["form"]
    answer = client.post(reverse("duties:add"), values)

    assert str(form["campaign"].value()) == str(plan.campaign.pk)
    assert answer.status_code == 302
    made = Duty.objects.get(title="Tổ chức gặp mặt")
    assert (made.cost, made.cost_text, made.unit_ids) == (
        30_000_000,
        "30.000.000 đ",
        {plan.units[2].pk, plan.units[0].pk},
    )


@pytest.mark.parametrize(
    ("lead", "supporting", "cost", "field"),
    [(0, 1, "12,5", "cost"), (0, 0, "", "supporting"), (2, 1, "", "supporting")],
    ids=["no amount", "supports itself", "has reported and is no longer named"],
)
def test_a_wrong_assignment_says_why(client, plan, lead, supporting, cost, field):
    report(plan)
    values = {
        "campaign": plan.campaign.pk, "title": plan.duty.title, "lead": plan.units[lead].pk, "cost": cost,
        "supporting": [plan.units[supporting].pk], "due_on": plan.duty.due_on, "sort_order": 0,
    }  # fmt: skip
    client.force_login(plan.screener)

    answer = client.post(reverse("duties:edit", args=[plan.duty.pk]), values)

    assert list(answer.context["form"].errors) == [field]


def test_the_screener_answers_and_finds_it_done(client, plan):
    said = report(plan, uploads=[factories.upload()])
    client.force_login(plan.screener)
    page = reverse("chasing:duty", args=[plan.duty.pk])

    empty = client.post(reverse("chasing:answer", args=[said.pk]), {f"report-{said.pk}-verdict": "more"})
    client.post(reverse("chasing:answer", args=[said.pk]), {f"report-{said.pk}-verdict": "accepted"})
    client.post(reverse("chasing:finish", args=[plan.duty.pk]), {"go": "done"})

    assert empty.status_code == 422
    plan.duty.refresh_from_db()
    said.refresh_from_db()
    assert (said.verdict, plan.duty.done_by) == ("accepted", plan.screener)
    assert client.get(page).context["row"].progress == Progress.DONE


def test_the_auditor_reads_and_changes_nothing(client, plan):
    said = report(plan)
    client.force_login(factories.auditor())

    assert client.get(reverse("chasing:duty", args=[plan.duty.pk])).status_code == 200
    assert client.get(reverse("duties:index")).status_code == 200
    for address in (
        reverse("chasing:finish", args=[plan.duty.pk]),
        reverse("chasing:answer", args=[said.pk]),
        reverse("duties:add"),
        reverse("duties:edit", args=[plan.duty.pk]),
    ):
        answer = client.post(address, {"go": "done"})
        assert answer.status_code == 403 or answer.url == reverse("wagtailadmin_home")
    plan.duty.refresh_from_db()
    assert plan.duty.done_at is None


def test_an_assignment_with_reports_is_not_deleted(client, plan):
    report(plan)
    client.force_login(plan.screener)

    client.post(reverse("duties:delete", args=[plan.duty.pk]))

    assert Duty.objects.filter(pk=plan.duty.pk).exists()
