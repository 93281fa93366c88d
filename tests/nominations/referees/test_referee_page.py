"""The referee's page: who asks, for whom, the letter, and the answer that none will come."""

import threading
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.utils import timezone

from nominations.dossiers.scanning import Scan
from nominations.referees.actions import ask_again, ask_referee, remind_referees, write_letter
from nominations.referees.rules import REMIND_DAYS_BEFORE, may_write
from nominations.stages import Stage
from tests import factories

from .conftest import Referee, particulars


def stored(referee):
    referee.letter.refresh_from_db()
    return referee.letter


def test_the_page_says_who_asks_for_whom_and_whose_link_it_is(referee, nomination):
    page = referee.read().content.decode()

    for words in (nomination.candidate.name, nomination.unit.name, "Vũ Đình Sơn", nomination.campaign.title):
        assert words in page
    assert stored(referee).opened_at


def test_a_letter_in_one_screen_and_one_tap(referee, officer):
    mail.outbox.clear()

    response = referee.send(follow=True)

    letter = stored(referee)
    assert (letter.text, letter.known_from, letter.state) == (
        "Chị làm việc tận tụy.",
        "Cùng dự án số hóa",
        "answered",
    )
    assert response.redirect_chain == [(referee.path, 302)]
    assert [message.to for message in mail.outbox] == [["son@example.vn"], [officer.email]]
    assert all("tận tụy" not in message.body for message in mail.outbox)


def test_a_file_is_sniffed_and_stored_out_of_reach(referee):
    referee.send(text="", upload=factories.upload("thu.pdf"))

    letter = stored(referee)
    assert (letter.original_name, letter.media_type) == ("thu.pdf", "application/pdf")
    with pytest.raises(ValueError, match="no address"):
        assert letter.file.url


@pytest.mark.parametrize("name", ["thu.exe", "thu.html", "thu.svg"])
def test_what_is_not_taken_is_said_and_the_text_stays(name, referee):
    response = referee.send(upload=factories.upload(name, b"<script>alert(1)</script>"))

    assert "upload" in response.context["form"].errors
    assert "Chị làm việc tận tụy." in response.content.decode()
    assert stored(referee).answered_at is None


def test_nothing_at_all_is_no_letter(referee):
    response = referee.send(text="")

    assert "text" in response.context["form"].errors
    assert stored(referee).answered_at is None


def test_a_letter_is_corrected_until_the_dossier_is_handed_in(
    referee, nomination, officer, django_capture_on_commit_callbacks
):
    referee.send(upload=factories.upload("thu.pdf"))
    first = stored(referee).file.name
    storage = referee.letter.file.storage
    with django_capture_on_commit_callbacks(execute=True):
        referee.send(text="Sửa lại.", upload=factories.upload("thu-2.pdf"))

    assert (stored(referee).text, referee.letter.original_name) == ("Sửa lại.", "thu-2.pdf")
    assert not storage.exists(first)
    factories.submit_nomination(nomination=nomination, user=officer)

    refused = referee.send(text="Quá muộn.")
    assert (refused.status_code, stored(referee).text) == (409, "Sửa lại.")
    assert "form" not in referee.read("?change=1").context


def test_a_first_letter_still_comes_while_screening_waits(referee, nomination, officer):
    factories.submit_nomination(nomination=nomination, user=officer)

    referee.send()

    assert stored(referee).state == "answered"
    assert referee.send(text="Sửa.").status_code == 409


@pytest.mark.parametrize("stage", [Stage.CONSULTATION, Stage.APPROVED, Stage.WITHDRAWN])
def test_later_nothing_is_taken(stage, officer):
    nomination = factories.nomination(stage, by=officer)
    referee = Referee(factories.letter(nomination, by=officer))

    assert "form" not in referee.read().context
    assert referee.send().status_code == 409


def test_declining_is_an_answer_and_may_be_reconsidered(referee, officer):
    mail.outbox.clear()
    referee.decline()
    referee.decline()

    assert stored(referee).state == "declined"
    assert [message.to for message in mail.outbox] == [[officer.email]]
    referee.send()
    assert stored(referee).state == "answered"
    assert referee.decline().status_code == 409


def test_whoever_gets_a_forwarded_link_reads_whose_it_is_and_the_referee_is_told(referee):
    stranger = Referee(referee.letter)
    assert "Vũ Đình Sơn" in stranger.read().content.decode()
    mail.outbox.clear()

    stranger.send(text="Thư của người khác.")

    assert ["son@example.vn"] in [message.to for message in mail.outbox]


def test_a_new_link_revokes_the_old(referee, officer):
    new = Referee(
        ask_again(letter=referee.letter, user=officer, due_on=timezone.localdate() + timedelta(days=5))
    )

    assert (referee.read().status_code, referee.send().status_code) == (404, 404)
    assert new.read().status_code == 200


@pytest.mark.parametrize(
    ("with_unit", "awaits_screening", "has_answered", "expected"),
    [
        (True, False, False, True),
        (True, False, True, True),
        (False, True, False, True),
        (False, True, True, False),
        (False, False, False, False),
    ],
)
def test_when_a_letter_is_taken(with_unit, awaits_screening, has_answered, expected):
    assert (
        may_write(with_unit=with_unit, awaits_screening=awaits_screening, has_answered=has_answered)
        is expected
    )


# --- Reminders --------------------------------------------------------------------------------------------


def test_a_referee_is_reminded_once_three_days_before(asked):
    due = timezone.localdate() + timedelta(days=10)
    silent, answered, declined = asked(), asked(email="b@example.vn"), asked(email="c@example.vn")
    answered.send()
    declined.decline()
    mail.outbox.clear()
    day = due - timedelta(days=REMIND_DAYS_BEFORE)

    assert remind_referees(day - timedelta(days=1)) == 0
    assert [remind_referees(day), remind_referees(day), remind_referees(due)] == [1, 0, 0]
    assert [message.to for message in mail.outbox] == [["son@example.vn"]]
    assert stored(silent).reminded_at


def test_a_worker_that_was_down_reminds_until_the_last_day_and_not_after(asked):
    asked(due_on=timezone.localdate() + timedelta(days=4))
    last = timezone.localdate() + timedelta(days=4)

    assert remind_referees(last + timedelta(days=1)) == 0
    assert remind_referees(last) == 1


def test_asked_again_they_are_reminded_of_the_new_day(referee, officer):
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert remind_referees() == 1
        ask_again(letter=referee.letter, user=officer, due_on=timezone.localdate() + timedelta(days=10))
        assert remind_referees() == 0
    with time_machine.travel(timezone.now() + timedelta(days=16)):
        assert remind_referees() == 1


@pytest.mark.django_db(transaction=True)
def test_two_letters_at_once_leave_one(portal):
    officer = factories.officer()
    nomination = factories.nomination(by=officer)
    letter = ask_referee(nomination=nomination, user=officer, **particulars())
    problems, barrier = [], threading.Barrier(2)

    def write(text):
        try:
            barrier.wait()
            write_letter(letter=letter, known_from="Cùng cơ quan", text=text)
        except Exception as error:
            problems.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[text]) for text in ("Một", "Hai")]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]

    letter.refresh_from_db()
    assert problems == []
    assert letter.text in ("Một", "Hai")


def test_a_file_that_nobody_could_check_is_refused_and_the_text_may_be_sent(referee, monkeypatch):
    monkeypatch.setattr("nominations.dossiers.files.scan_upload", lambda content: (Scan.WAITING, ""))

    response = referee.send(upload=factories.upload("thu.pdf"))

    assert "upload" in response.context["form"].errors
    assert stored(referee).answered_at is None
    referee.send()
    assert stored(referee).state == "answered"
