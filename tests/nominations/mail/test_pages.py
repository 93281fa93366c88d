"""The officers' pages: what was sent, failed and will be sent; holding a mass mail; whom to call."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from nominations.models import BouncingAddress, Message
from nominations.roles import Role
from tests import factories

State = Message.State
READERS = (Role.SCREENER, Role.AUDITOR, Role.ADMINISTRATOR)
HANDLERS = (Role.SCREENER, Role.ADMINISTRATOR)
PAGES = ("mail:index", "mail:index_results", "mail:outbox", "mail:addresses")


def enter(client, role):
    client.force_login(factories.superuser() if role == "superuser" else factories.person(role))
    return client


@pytest.fixture
def as_screener(client):
    return enter(client, Role.SCREENER)


def handle(client, message, name, **data):
    return client.post(reverse("mail:handle", args=[message.pk, name]), data)


@pytest.mark.parametrize("role", list(Role))
def test_who_may_look(client, written, role):
    addresses = [*(reverse(name) for name in PAGES), reverse("mail:mail", args=[written().pk])]
    enter(client, role)

    answers = {client.get(address).status_code for address in addresses}

    if role in READERS:
        assert answers == {200}
    else:
        assert answers <= {302, 403}
        assert 200 not in answers


@pytest.mark.parametrize("role", [*Role, "superuser"])
def test_who_may_handle(client, written, batch, role):
    failed, address = written(State.FAILED), BouncingAddress.objects.create(address="a@example.vn")
    enter(client, role)

    answers = [
        client.get(reverse("mail:again")),
        client.post(reverse("mail:again")),
        handle(client, failed, "retry"),
        handle(client, batch[0], "hold", batch="1"),
        client.post(reverse("mail:addresses"), {"address": address.address}),
    ]

    if role in HANDLERS:
        assert [answer.status_code for answer in answers] == [200, 302, 302, 302, 302]
        assert Message.objects.filter(state=State.HELD).count() == 3
    else:
        assert {answer.status_code for answer in answers} <= {302, 403}
        assert Message.objects.filter(state=State.HELD).count() == 0
        failed.refresh_from_db()
        assert (failed.state, BouncingAddress.objects.count()) == (State.FAILED, 1)


@pytest.mark.parametrize("role", READERS)
def test_the_text_is_for_those_who_read_dossiers_and_shows_no_key(client, written, role):
    page = enter(client, role).get(reverse("mail:mail", args=[written().pk])).content.decode()

    assert ("Kính gửi đồng chí" in page) == (role != Role.ADMINISTRATOR)
    assert "0123456789abcdef" not in page


def test_the_text_is_stored_encrypted(written):
    message = written()

    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM nominations_message WHERE id = %s", [message.pk])
        assert "Kính gửi" not in cursor.fetchone()[0]
    message.refresh_from_db()
    assert message.body.startswith("Kính gửi")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same(client, written, count, django_assert_num_queries):
    for state in State:
        for _ in range(count):
            written(state)
    enter(client, Role.SCREENER)
    client.get(reverse("mail:index"))

    with django_assert_num_queries(LIST_QUERIES):
        response = client.get(reverse("mail:index"))

    assert len(response.context["object_list"]) == count * len(State)


LIST_QUERIES = 12


@pytest.mark.parametrize("count", [1, 3])
def test_the_outbox_and_the_addresses_cost_the_same(client, written, count, django_assert_num_queries):
    for number in range(count):
        written(State.BOUNCED, address=f"a{number}@example.vn", batch=f"thư {number}")
        BouncingAddress.objects.create(address=f"a{number}@example.vn")
    enter(client, Role.SCREENER)
    client.get(reverse("mail:outbox"))

    with django_assert_num_queries(11):
        outbox = client.get(reverse("mail:outbox"))
    with django_assert_num_queries(12):
        addresses = client.get(reverse("mail:addresses"))

    assert len(outbox.context["batches"]) == len(addresses.context["rows"]) == count


def test_the_list_is_narrowed_by_its_address(as_screener, written):
    failed, _sent = written(State.FAILED, batch="b"), written(unit=None)

    for query in ("state=failed", "batch=b", f"unit={failed.unit_id}", f"q={failed.subject}"):
        response = as_screener.get(f"{reverse('mail:index')}?{query}")
        assert list(response.context["object_list"]) == [failed], query


def test_a_mass_mail_is_held_let_go_and_taken_back(as_screener, batch, mailoutbox, time_machine):
    handle(as_screener, batch[0], "hold", batch="1")
    assert states() == {State.HELD: 3}
    assert as_screener.get(reverse("mail:outbox")).context["batches"][0]["held"] == 3

    handle(as_screener, batch[0], "cancel")
    handle(as_screener, batch[1], "release")
    time_machine.move_to(timezone.now() + timedelta(minutes=3))
    call_command("send_mail_due")
    assert states() == {State.CANCELLED: 1, State.SENT: 1, State.HELD: 1}

    handle(as_screener, batch[2], "release")
    assert states() == {State.CANCELLED: 1, State.SENT: 2}
    assert len(mailoutbox) == 2
    actions = list(
        ModelLogEntry.objects.filter(content_type__model="message").values_list("action", flat=True)
    )
    assert sorted(actions) == [
        "nominations.cancel_mail",
        "nominations.hold_mail",
        "nominations.release_mail",
        "nominations.release_mail",
    ]


def states() -> dict[str, int]:
    found = list(Message.objects.values_list("state", flat=True))
    return {state: found.count(state) for state in found}


def test_what_was_sent_is_neither_held_nor_sent_again(as_screener, written, mailoutbox):
    sent = written()

    for name in ("hold", "release", "cancel", "retry"):
        handle(as_screener, sent, name)

    assert states() == {State.SENT: 1}
    assert mailoutbox == []


def test_what_failed_is_sent_again_together(as_screener, written, mailoutbox):
    for state in State:
        written(state)
    other = written(State.FAILED, kind="decision")
    address = f"{reverse('mail:again')}?kind=receipt"

    assert as_screener.get(address).context["number"] == 1
    as_screener.post(address)

    assert len(mailoutbox) == 1
    other.refresh_from_db()
    assert other.state == State.FAILED


def test_nothing_is_sent_again_to_an_address_that_returns_mail(as_screener, written, officer, mailoutbox):
    returned = written(State.BOUNCED)
    address = BouncingAddress.objects.create(address=officer.email)

    handle(as_screener, returned, "retry")
    assert mailoutbox == []

    as_screener.post(reverse("mail:addresses"), {"address": address.address})
    handle(as_screener, returned, "retry")
    assert len(mailoutbox) == 1


def test_reminders_to_vote_are_shown_to_nobody(as_screener, written):
    hidden = written(State.WAITING, kind="ballot")

    assert list(as_screener.get(reverse("mail:index")).context["object_list"]) == []
    assert as_screener.get(reverse("mail:mail", args=[hidden.pk])).status_code == 404
    assert handle(as_screener, hidden, "hold").status_code == 404


def test_pages_are_kept_by_no_cache(as_screener, written):
    for address in [*(reverse(name) for name in PAGES), reverse("mail:mail", args=[written().pk])]:
        assert as_screener.get(address)["Cache-Control"].startswith("private, no-store")


def test_an_unknown_handling_does_not_exist(as_screener, written):
    assert handle(as_screener, written(), "burn").status_code == 404
