"""What comes back from mail servers: read, believed when it knows our number, and never trusted with more."""

import io
import sys
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from nominations.mail.reports import read_report
from nominations.models import BouncingAddress, Message

State = Message.State


def report(message_id: str, *, action="failed", status="5.1.1", returned="text/rfc822-headers") -> bytes:
    diagnostic = "smtp; 550 5.1.1 <nguoi@example.vn>: Recipient address rejected"
    return (
        "From: MAILER-DAEMON@mx.example.vn\r\nSubject: Undelivered Mail Returned to Sender\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nThis is the mail system.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.vn\r\n\r\n"
        f"Final-Recipient: rfc822; nguoi@example.vn\r\nAction: {action}\r\nStatus: {status}\r\n"
        f"Diagnostic-Code: {diagnostic}\r\n\r\n"
        f"--b\r\nContent-Type: {returned}\r\n\r\nMessage-ID: {message_id}\r\nSubject: Thư\r\n\r\n--b--\r\n"
    ).encode()


@pytest.fixture
def pipe(monkeypatch):
    """Hand something to ``read_bounce`` as a mail server does; return what it said."""

    def hand(raw: bytes) -> str:
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        out = io.StringIO()
        call_command("read_bounce", stdout=out)
        return out.getvalue()

    return hand


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_a_bounce_marks_the_mail_and_the_address(pipe, written, officer, returned):
    message = written()

    pipe(report(message.message_id, returned=returned))

    message.refresh_from_db()
    assert message.state == State.BOUNCED
    assert message.error.startswith("5.1.1 550 5.1.1")
    assert BouncingAddress.objects.get().address == officer.email


@pytest.mark.parametrize(
    ("action", "status", "state", "addresses"),
    [
        ("failed", "5.1.1", State.BOUNCED, 1),
        ("failed", "5.2.1", State.BOUNCED, 1),
        ("failed", "5.2.2", State.BOUNCED, 0),  # full: will be emptied
        ("failed", "4.4.7", State.BOUNCED, 0),  # the other server was down for days
        ("failed", "5.7.1", State.BOUNCED, 0),  # this one mail was not liked
        ("delayed", "4.4.1", State.SENT, 0),
        ("delivered", "2.0.0", State.SENT, 0),
        ("relayed", "2.0.0", State.SENT, 0),
        ("expanded", "2.0.0", State.SENT, 0),
    ],
)
def test_what_a_report_means(pipe, written, action, status, state, addresses):
    message = written()

    pipe(report(message.message_id, action=action, status=status))

    message.refresh_from_db()
    assert (message.state, BouncingAddress.objects.count()) == (state, addresses)


def test_a_report_that_does_not_know_our_number_is_not_believed(pipe, written):
    message = written()

    pipe(report("<guessed@example.vn>"))

    message.refresh_from_db()
    assert (message.state, BouncingAddress.objects.count()) == (State.SENT, 0)


def test_a_bounce_read_twice_counts_once(pipe, written):
    message = written()

    pipe(report(message.message_id))
    pipe(report(message.message_id))

    assert BouncingAddress.objects.count() == 1


def test_two_mails_to_one_address_make_one_address(pipe, written, officer):
    pipe(report(written().message_id))
    pipe(report(written(address=officer.email.upper()).message_id))

    assert BouncingAddress.objects.get().address == officer.email


WHOLE = report("<x@example.vn>")
OTHERS = {
    "nothing": b"",
    "an answer on holiday": b"Subject: Out of office\r\n\r\nI am away.",
    "a report about reading": WHOLE.replace(b"message/delivery-status", b"message/disposition-notification"),
    "without the mail": WHOLE.replace(b"Message-ID:", b"X-ID:"),
    "without a recipient": WHOLE.replace(b"Final-Recipient:", b"X:"),
    "cut in the middle": WHOLE[: len(WHOLE) // 2],
    "no words at all": bytes(range(256)) * 40,
    "very long": b"x" * 5_000_000,
}


@pytest.mark.parametrize("other", OTHERS)
def test_anything_else_is_no_report(pipe, other):
    with pytest.raises(CommandError):
        pipe(OTHERS[other])


@given(st.binary(max_size=400), st.integers(0, len(WHOLE)))
def test_no_report_is_too_broken_to_be_read(noise, at):
    read_report(WHOLE[:at] + noise + WHOLE[at:])
    read_report(noise)
