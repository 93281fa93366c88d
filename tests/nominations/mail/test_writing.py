"""Writing mail: once per key, in the reader's language, in the transaction of what it tells of."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from wagtail.users.models import UserProfile

from nominations.mail.actions import write_text, write_to, write_to_address
from nominations.mail.delivery import attempt, deliver_due
from nominations.models import BouncingAddress, DeclinedKind, Message
from nominations.stages import Stage
from tests import factories


def text(person, **more):
    values = {"subject": "Một thư", "body": "Kính gửi", "kind": "receipt", "key": "một"}
    return write_text(person, **values | more)


def test_the_same_key_twice_is_one_mail(officer, mailoutbox):
    first, second = text(officer), text(officer, subject="Thư khác")

    assert first == second
    assert [mail.subject for mail in mailoutbox] == ["Một thư"]


def test_a_mail_is_rendered_in_the_readers_language(officer, mailoutbox):
    UserProfile.objects.create(user=officer, preferred_language="en")
    nomination = factories.nomination(Stage.DRAFT, by=officer)

    write_to(
        officer,
        kind="returned",
        template="returned",
        context={"nomination": nomination},
        key="x",
        nomination=nomination,
    )

    [mail] = mailoutbox
    assert mail.subject == f"Nomination {nomination.reference} returned for completion"
    assert settings.WAGTAILADMIN_BASE_URL in mail.body
    assert Message.objects.get(key="x").state == Message.State.SENT


def test_what_may_be_declined_is_not_written(officer, mailoutbox):
    DeclinedKind.objects.create(person=officer, kind="decision")
    DeclinedKind.objects.create(person=officer, kind="receipt")

    assert text(officer, kind="decision", key="một") is None
    assert text(officer, kind="receipt", key="hai") is not None
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_nobody_writes_to_those_who_cannot_be_reached(officer, change):
    for name, value in change.items():
        setattr(officer, name, value)

    assert text(officer) is None


@pytest.mark.parametrize("address", ["", "không phải địa chỉ", "a@b", "a@example.vn\nBcc: b@example.vn"])
def test_what_is_no_address_is_not_written_to(address):
    values = {"language": "vi", "kind": "receipt", "template": "returned", "context": {}, "key": "x"}

    assert write_to_address(address, **values) is None


def test_a_mail_is_not_stored_when_its_change_is_not(officer):
    with pytest.raises(RuntimeError), transaction.atomic():
        text(officer, not_before=timezone.now() + timedelta(minutes=2))
        raise RuntimeError

    assert not Message.objects.exists()


def test_a_mail_waits_for_its_moment(officer, mailoutbox, time_machine):
    now = timezone.now()
    message = text(officer, not_before=now + timedelta(minutes=2))

    assert attempt(message.pk) == ""
    assert deliver_due() == 0

    time_machine.move_to(now + timedelta(minutes=2, seconds=1))
    assert deliver_due() == 1
    assert deliver_due() == 0
    assert len(mailoutbox) == 1


def test_mails_of_one_moment_are_one_batch(officer):
    moment = timezone.now() + timedelta(minutes=2)
    first, second = text(officer, not_before=moment), text(officer, not_before=moment, key="hai")
    alone = text(officer, key="ba")

    assert first.batch == second.batch != ""
    assert alone.batch == ""


def test_nothing_is_sent_to_an_address_that_returns_mail(officer, mailoutbox):
    BouncingAddress.objects.create(address=officer.email.lower(), reason="5.1.1 no such user")

    message = text(officer)

    assert message.state == Message.State.BOUNCED
    assert message.error == "5.1.1 no such user"
    assert mailoutbox == []


def test_a_header_cannot_be_smuggled_in(officer, mailoutbox):
    text(officer, subject="Chào\r\nBcc: ai@example.vn")

    [mail] = mailoutbox
    assert mail.subject == "Chào Bcc: ai@example.vn"


def test_nobody_asks_a_silent_server(officer, mailoutbox):
    cache.set("mail-server-silent", True, 60)

    message = text(officer)

    message.refresh_from_db()
    assert (message.state, message.attempts) == (Message.State.WAITING, 0)


def test_a_reminder_to_vote_leaves_no_trace(officer, mailoutbox):
    text(officer, kind="ballot")

    assert len(mailoutbox) == 1
    assert not Message.objects.exists()
