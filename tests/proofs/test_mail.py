"""Each reminder exactly once, even when several workers write and send at the same moment."""

import pytest

from tests.nominations.mail.smtp_server import MailServer


@pytest.fixture
def mail_server():
    running = MailServer()
    yield running
    running.stop()


def remind_and_send_together(
    ground, mail_server, *, units: int, workers: int, rounds: int
) -> tuple[list, list]:
    """Let all workers write the reminders at one moment, again and again, and then send them at one moment."""
    clerk, *crowd = ground.workers_ready(workers + 1)
    for worker in crowd:
        worker.do("mail_by", port=mail_server.port)
    clerk.do("units_to_remind", number=units)
    written = [told(ground, crowd, "remind") for _ in range(rounds)]
    assert sum(map(sum, written)) == units
    clerk.do("let_mail_be_due")
    sent = [told(ground, crowd, "send_due") for _ in range(rounds)]

    assert sum(map(sum, sent)) == units
    mails = clerk.do("mails")
    assert len(mails) == len({mail["key"] for mail in mails}) == units
    assert {(mail["state"], mail["attempts"]) for mail in mails} == {("sent", 1)}
    assert dict(mail_server.taken) == {mail["message_id"]: 1 for mail in mails}
    return written, sent


def told(ground, crowd, order: str) -> list[int]:
    return [answer["done"] for answer in ground.duel(*((worker, order, {}) for worker in crowd))]


def test_two_workers_send_each_reminder_once(ground, mail_server):
    remind_and_send_together(ground, mail_server, units=5, workers=2, rounds=2)


@pytest.mark.proof
@pytest.mark.parametrize("database", ["sqlite_ground", "postgres_ground"])
def test_six_workers_send_each_of_150_reminders_once(database, request, mail_server, capsys):
    written, sent = remind_and_send_together(
        request.getfixturevalue(database), mail_server, units=150, workers=6, rounds=3
    )

    with capsys.disabled():
        print(
            f"\n{database}: 150 units, 6 workers at once: by worker {written[0]} written, {sent[0]} sent; each once"
        )
