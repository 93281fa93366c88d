"""A mail server that refuses, hangs, or fails after DATA: nobody waits for it, and each mail leaves once."""

import time
from collections import Counter
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from nominations.dossiers.actions import submit_nomination
from nominations.mail.actions import handle_mail, write_text
from nominations.mail.delivery import deliver_due
from nominations.models import Message
from nominations.stages import Stage
from tests import factories

from .smtp_server import FAULTS, FINAL, MailServer

State = Message.State


@pytest.fixture
def server(settings):
    """The settings of production: mail by SMTP, tasks in the database."""
    running = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", running.port, 0.3
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    yield running
    running.stop()


def work() -> None:
    """Do what waits in the queue and may be done now, as a worker does, and sweep as cron does."""
    for row in list(DBTaskResult.objects.ready().filter(task_path__startswith="nominations.mail")):
        row.task.call(*row.args_kwargs["args"])
        row.set_successful(None)
    deliver_due()


def work_for(hours: int, time_machine) -> None:
    """Let so much time pass, with a worker at it."""
    now = timezone.now()
    for minute in range(0, hours * 60, 10):
        time_machine.move_to(now + timedelta(minutes=minute), tick=True)
        cache.clear()  # ten minutes later a silent server is asked again
        work()


def submitted(officer) -> tuple[float, Message]:
    """Hand a nomination in; return the seconds that it took, and its receipt."""
    nomination = factories.nomination(Stage.DRAFT, by=officer)
    began = time.perf_counter()
    submit_nomination(nomination=nomination, user=officer)
    return time.perf_counter() - began, Message.objects.get(nomination=nomination, kind="receipt")


def of_receipts(counter: Counter) -> dict[str, int]:
    own = set(Message.objects.filter(kind="receipt").values_list("message_id", flat=True))
    return {key: number for key, number in counter.items() if key in own}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_mail_leaves_once_after_a_server_in_trouble(fault, server, officer, time_machine, capsys):
    server.faults.extend([FAULTS[fault]] * 2)

    seconds, receipt = submitted(officer)
    work_for(5, time_machine)

    receipt.refresh_from_db()
    assert receipt.state == State.SENT
    assert of_receipts(server.taken) == {receipt.message_id: 1}
    assert len(set(server.texts)) == 1  # the same, byte for byte, however often it was handed over
    with capsys.disabled():
        print(f"\n  {fault}: submitted in {seconds * 1000:.0f} ms, {receipt.attempts} attempts, left once")


def test_each_mail_leaves_once_after_nobody_listened(server, officer, settings, time_machine):
    settings.EMAIL_PORT = 1

    _seconds, receipt = submitted(officer)
    work_for(1, time_machine)
    receipt.refresh_from_db()
    assert (receipt.state, receipt.sent_at) == (State.WAITING, None)
    assert "refused" in receipt.error.lower()

    settings.EMAIL_PORT = server.port
    work_for(5, time_machine)
    assert of_receipts(server.taken) == {receipt.message_id: 1}


@pytest.mark.parametrize("fault", FINAL)
def test_a_final_refusal_is_shown_and_a_person_sends_again(fault, server, officer, screener, time_machine):
    server.faults.append(FINAL[fault])

    _seconds, receipt = submitted(officer)
    work_for(5, time_machine)
    receipt.refresh_from_db()
    assert (receipt.state, receipt.attempts) == (State.FAILED, 1)
    assert receipt.error == FINAL[fault][1]

    handle_mail(name="retry", messages=Message.objects.filter(pk=receipt.pk), user=screener)
    work_for(1, time_machine)
    assert of_receipts(server.taken) == {receipt.message_id: 1}


def test_a_mail_of_which_nobody_knows_is_handed_over_three_times_and_then_waits_for_a_person(
    server, officer, time_machine
):
    server.faults.extend([FAULTS["drops the line after the text"]] * 9)

    _seconds, receipt = submitted(officer)
    work_for(24, time_machine)

    receipt.refresh_from_db()
    assert (receipt.state, receipt.attempts, receipt.due_at) == (State.UNCERTAIN, 3, None)
    assert of_receipts(server.seen) == {receipt.message_id: 3}


def test_a_server_that_never_answers_is_given_up_after_a_day_and_a_half(
    server, officer, settings, time_machine
):
    settings.EMAIL_PORT = 1

    _seconds, receipt = submitted(officer)
    work_for(40, time_machine)

    receipt.refresh_from_db()
    assert (receipt.state, receipt.attempts) == (State.FAILED, 9)


def test_a_silent_server_holds_up_one_mail_and_not_the_whole_queue(server, officer):
    server.faults.extend([FAULTS["says nothing at all"]] * 20)
    for number in range(20):
        write_text(officer, subject="Thư", body="…", kind="receipt", key=str(number))

    began = time.perf_counter()
    work()

    assert time.perf_counter() - began < 5
    assert Message.objects.filter(attempts=1).count() == 1
    assert Message.objects.filter(attempts=0, state=State.WAITING).count() == 19


def test_a_mail_whose_worker_was_lost_is_in_doubt_and_then_leaves(server, officer, time_machine):
    _seconds, receipt = submitted(officer)
    now = timezone.now()
    Message.objects.filter(pk=receipt.pk).update(state=State.SENDING, claimed_at=now, attempts=1)

    work()
    assert server.taken == Counter()

    time_machine.move_to(now + timedelta(minutes=11))
    work()
    receipt.refresh_from_db()
    assert receipt.state == State.UNCERTAIN

    work_for(1, time_machine)
    assert of_receipts(server.taken) == {receipt.message_id: 1}


def test_a_mail_that_cannot_be_made_stops_no_other(server, officer):
    write_text(officer, subject="Thư", body="…", kind="receipt", key="broken")
    Message.objects.update(address="no\nheader@example.vn")
    write_text(officer, subject="Thư", body="…", kind="receipt", key="whole")

    work()

    states = dict(Message.objects.values_list("key", "state"))
    assert states == {"broken": State.FAILED, "whole": State.SENT}
