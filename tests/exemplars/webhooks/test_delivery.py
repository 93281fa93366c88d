"""What leaves for a subscriber, in which order, and what becomes of it whatever the other side does."""

import socket
import time
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from standardwebhooks import Webhook

from exemplars.changes.actions import number_changes
from exemplars.models import Attempt, Change, Delivery, ExemplarPage, Subscriber
from exemplars.profiles.actions import revoke_approval
from exemplars.webhooks.actions import rotate_secret, send_again, switch
from exemplars.webhooks.delivery import attempt, claim, deliver_due
from exemplars.webhooks.rules import LEASE
from tests import factories

from . import receiver as ways
from .receiver import OK, status

NAME = "Khuất Thị Kín"
State, Fault = Delivery.State, Attempt.Fault


def publish(**more):
    profile = factories.profile(name=NAME, **more)
    number_changes()
    return profile


def take_off(profile):
    ExemplarPage.objects.get(pk=profile.pk).unpublish()
    number_changes()


def revoke(profile):
    today = timezone.localdate()
    revoke_approval(reference=profile.approval.reference, on=today, decision="7", reason="Khai sai.")
    number_changes()


def fate(delivery=None) -> tuple:
    """State of a message, the only one unless it is named, and what its latest attempt came to."""
    delivery = delivery or Delivery.objects.get()
    last = delivery.log.first()
    return delivery.state, last.fault, last.status


def let_pass() -> None:
    """Let every pause be over."""
    Delivery.objects.filter(state=State.WAITING).update(due_at=timezone.now())
    Subscriber.objects.update(quiet_until=None)


# --- What is sent -----------------------------------------------------------------------------------------


def test_a_message_is_signed_and_says_what_happened_to_which_item(receiver, subscriber):
    heard = receiver()
    its = subscriber(heard.url)
    profile = publish()

    [request] = heard.requests
    assert request["first"] == "POST /hooks?from=portal HTTP/1.1"
    assert request["headers"]["host"] == f"127.0.0.1:{heard.port}"
    change = Change.objects.get()
    assert Webhook(its.secret).verify(request["body"], request["headers"]) == {
        "type": "profile.published",
        "timestamp": change.at.isoformat(),
        "data": {
            "sequence": change.sequence,
            "event": "published",
            "reason": None,
            "type": "profile",
            "id": profile.pk,
            "locale": "vi",
            "api_url": f"http://127.0.0.1:8000/api/v1/profiles/{profile.pk}",
        },
    }
    assert fate() == (State.DELIVERED, "", 204)


def test_a_withdrawal_names_nobody(receiver, subscriber):
    heard = receiver()
    subscriber(heard.url)
    profile = publish()
    revoke(profile)

    assert [(body["type"], body["data"]["reason"]) for body in heard.bodies] == [
        ("profile.published", None), ("profile.withdrawn", "revoked"),
    ]  # fmt: skip
    text = "".join(request["body"] for request in heard.requests)
    for secret in (NAME, profile.slug, "Khai sai"):
        assert secret not in text


def test_a_draft_and_what_is_embargoed_are_not_heard_of(receiver, subscriber):
    heard = receiver()
    subscriber(heard.url)
    publish(live=False)
    publish(live=False, embargo_until=timezone.now() + timedelta(days=1))
    assert heard.requests == []


def test_only_events_that_were_asked_for(receiver, subscriber):
    heard = receiver()
    subscriber(heard.url, events=["withdrawn"])
    take_off(publish())
    assert [body["type"] for body in heard.bodies] == ["profile.withdrawn"]


def test_both_secrets_sign_for_a_day_after_a_change(receiver, subscriber):
    heard = receiver()
    its = subscriber(heard.url)
    new = rotate_secret(subscriber=its, user=factories.administrator())
    publish()

    [request] = heard.requests
    assert new != its.secret
    for secret in (its.secret, new):
        Webhook(secret).verify(request["body"], request["headers"])
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert Subscriber.objects.get().secrets_at(timezone.now()) == [new]


def test_the_secret_is_stored_encrypted(subscriber):
    its = subscriber()
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM exemplars_subscriber")
        assert its.secret.removeprefix("whsec_") not in cursor.fetchone()[0]


# --- What the other side may do ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (status(500, b"no"), (Fault.STATUS, 500)),
        (status(404), (Fault.STATUS, 404)),
        (status(302, b"", b"Location: http://169.254.169.254/"), (Fault.REDIRECT, 302)),
        (status(307, b"", b"Location: https://example.vn/"), (Fault.REDIRECT, 307)),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", (Fault.NONSENSE, None)),
        (b"", (Fault.CONNECTION, None)),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70000 + b"\r\n\r\n", (Fault.NONSENSE, None)),
        (b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 200 + b"\r\n", (Fault.NONSENSE, None)),
        (b"HTTP/1.1 200 OK\r\nContent-Length: nonsense\r\n\r\n", ("", 200)),
        (status(200, b"\xff\x00\x1b[31mhello"), ("", 200)),
        (ways.hangs, (Fault.TIME, None)),
        (ways.drips, (Fault.TIME, None)),
        (ways.says_continue_for_ever, (Fault.TIME, None)),
        (ways.drips_its_body, ("", 200)),
        (ways.goes_on_for_ever, ("", 200)),
    ],
)
def test_whatever_it_answers_is_written_down_in_time(answer, expected, receiver, subscriber):
    heard = receiver(answer)
    subscriber(heard.url)

    publish()

    assert fate() == (State.WAITING if expected[0] else State.DELIVERED, *expected)
    written = Attempt.objects.get()
    assert written.milliseconds < 9000  # of three seconds allowed, on a machine that does other things too
    assert written.answer.isprintable()
    assert len(heard.requests) == 1


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "[::1]", "169.254.169.254", "10.0.0.1", "[::ffff:127.0.0.1]", "0x7f000001", "2130706433", "127.1",
        "localhost",
    ],
)  # fmt: skip
def test_nothing_is_sent_inward(host, receiver, subscriber, settings):
    settings.WEBHOOKS_NETWORKS = []
    heard = receiver()
    subscriber(f"http://{host}:{heard.port}/")
    publish()
    assert fate() == (State.WAITING, Fault.ADDRESS, None)
    assert heard.requests == []


def test_plain_http_is_refused_unless_the_settings_allow_it(receiver, subscriber, settings):
    settings.WEBHOOKS_ALLOW_HTTP = False
    heard = receiver()
    subscriber(heard.url)
    publish()
    assert (fate()[1], heard.requests) == (Fault.ADDRESS, [])


def answers_of(monkeypatch, *answers) -> None:
    """Let names below example.vn stand for these addresses, one list each time somebody asks."""
    left, real = list(answers), socket.getaddrinfo

    def look_up(host, port, *args, **kwargs):
        if not str(host).endswith("example.vn"):
            return real(host, port, *args, **kwargs)
        found = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in found]

    monkeypatch.setattr("exemplars.webhooks.sockets.socket.getaddrinfo", look_up)


def test_a_name_with_one_address_inside_is_refused(monkeypatch, receiver, subscriber, settings):
    settings.WEBHOOKS_NETWORKS = []
    heard = receiver()
    answers_of(monkeypatch, ["1.1.1.1", "127.0.0.1"])
    subscriber(f"http://hooks.example.vn:{heard.port}/")
    publish()
    assert (fate()[1], heard.requests) == (Fault.ADDRESS, [])


def test_a_name_is_asked_once_and_what_was_checked_is_connected_to(monkeypatch, receiver, subscriber):
    """A name that points elsewhere the second time gains nothing: nobody asks a second time."""
    heard = receiver()
    answers_of(monkeypatch, ["127.0.0.1"], ["10.9.9.9"])
    subscriber(f"http://hooks.example.vn:{heard.port}/")
    publish()
    assert fate() == (State.DELIVERED, "", 204)
    assert heard.requests[0]["headers"]["host"] == f"hooks.example.vn:{heard.port}"


def test_a_name_that_nobody_knows_and_a_resolver_that_is_silent(monkeypatch, subscriber):
    def fails(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr("exemplars.webhooks.sockets.socket.getaddrinfo", fails)
    subscriber("http://nowhere.example.vn/")
    publish()
    assert fate()[1] == Fault.NAME

    monkeypatch.setattr("exemplars.webhooks.sockets.socket.getaddrinfo", lambda *_, **__: time.sleep(5))
    let_pass()
    deliver_due()
    assert fate()[1] == Fault.TIME


def test_a_closed_door(subscriber):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    subscriber(f"http://127.0.0.1:{port}/")
    publish()
    assert fate()[1] == Fault.CONNECTION


def test_a_certificate_must_be_vouched_for_and_of_that_name(
    monkeypatch, receiver, subscriber, certificate, tls, settings
):
    path = certificate("hooks.example.vn")
    heard = receiver(tls=tls(path))
    answers_of(monkeypatch, ["127.0.0.1"])
    its = subscriber(f"https://hooks.example.vn:{heard.port}/")

    publish()
    assert fate()[1] == Fault.CERTIFICATE

    settings.WEBHOOKS_CA_FILE = str(path)
    let_pass()
    assert deliver_due() == 1

    Subscriber.objects.filter(pk=its.pk).update(url=f"https://other.example.vn:{heard.port}/")
    publish()
    assert fate(Delivery.objects.first())[1] == Fault.CERTIFICATE
    assert len(heard.requests) == 1


# --- Order, and trying again ------------------------------------------------------------------------------


def test_what_failed_is_tried_again_byte_for_byte(receiver, subscriber):
    heard = receiver(status(500))
    subscriber(heard.url)
    publish()
    assert deliver_due() == 0

    heard.answer = OK
    let_pass()
    assert deliver_due() == 1
    first, second = heard.requests
    assert (first["body"], first["headers"]["webhook-id"]) == (
        second["body"],
        second["headers"]["webhook-id"],
    )
    assert [line.number for line in Delivery.objects.get().log.all()] == [2, 1]


def test_what_comes_later_about_the_same_page_waits_and_others_do_not(receiver, subscriber):
    heard = receiver(status(500))
    subscriber(heard.url)
    profile = publish()
    heard.answer = OK
    take_off(profile)
    other = publish()
    assert [body["data"]["id"] for body in heard.bodies] == [profile.pk, other.pk]

    let_pass()
    deliver_due()
    assert [(body["data"]["id"], body["type"]) for body in heard.bodies][2:] == [
        (profile.pk, "profile.published"), (profile.pk, "profile.withdrawn"),
    ]  # fmt: skip
    assert set(Delivery.objects.values_list("state", flat=True)) == {State.DELIVERED}


def test_a_silent_subscriber_is_not_asked_again_at_once(receiver, subscriber):
    heard = receiver(b"")
    subscriber(heard.url)
    publish()
    publish()
    assert len(heard.requests) == 1
    assert deliver_due() == 0

    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        heard.answer = OK
        assert deliver_due() == 2
    its = Subscriber.objects.get()
    assert (its.failing_since, its.quiet_until, its.silent_times) == (None, None, 0)


def test_nobody_wins_a_message_twice(subscriber, receiver):
    subscriber(receiver(status(500)).url)
    publish()
    let_pass()
    key = Delivery.objects.get().pk
    assert claim(key) is not None
    assert claim(key) is None
    assert attempt(key) == ""


def test_what_a_lost_worker_had_in_hand_is_sent_again(subscriber, receiver):
    heard = receiver(status(500))
    subscriber(heard.url)
    publish()
    let_pass()
    claim(Delivery.objects.get().pk)
    heard.answer = OK
    assert deliver_due() == 0

    with time_machine.travel(timezone.now() + LEASE + timedelta(seconds=1)):
        deliver_due()
        assert fate() == (State.WAITING, Fault.LOST, None)
        let_pass()
        assert deliver_due() == 1


def test_after_the_last_pause_it_failed_and_the_next_may_go(receiver, subscriber):
    subscriber(receiver(status(500)).url)
    profile = publish()
    take_off(profile)
    for _ in range(12):
        let_pass()
        deliver_due()
    first, second = Delivery.objects.order_by("pk")
    assert (first.state, first.attempts) == (State.FAILED, 10)
    assert second.attempts > 0


def test_one_that_fails_for_days_is_switched_off_and_told(receiver, subscriber):
    heard = receiver(status(500))
    its = subscriber(heard.url)
    administrator = factories.administrator()
    publish()
    publish()
    assert mail.outbox == []

    with time_machine.travel(timezone.now() + timedelta(days=5, minutes=1)):
        deliver_due()
        its.refresh_from_db()
        assert not its.is_active
        assert sorted(message.to[0] for message in mail.outbox) == sorted(
            ["it@example.vn", administrator.email]
        )
        assert "Báo Mẫu" in mail.outbox[0].subject
        publish()
        assert set(Delivery.objects.values_list("state", flat=True)) == {State.FAILED}
        assert Delivery.objects.count() == 2

        heard.answer = OK
        switch(subscriber=its, on=True, user=administrator)
        publish()
        assert Delivery.objects.first().state == State.DELIVERED


def test_one_that_says_410_is_switched_off_at_once(receiver, subscriber):
    its = subscriber(receiver(status(410)).url)
    publish()
    its.refresh_from_db()
    assert not its.is_active
    assert len(mail.outbox) == 1


def test_a_message_is_sent_again_by_hand(receiver, subscriber):
    heard = receiver()
    subscriber(heard.url)
    publish()
    assert send_again(deliveries=Delivery.objects.all(), user=factories.administrator()) == 1
    first, second = heard.requests
    assert first["body"] == second["body"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_change_costs_its_subscribers_no_query_each(
    count, subscriber, django_assert_num_queries, monkeypatch
):
    monkeypatch.setattr("exemplars.webhooks.actions.enqueue", lambda delivery: None)
    for _ in range(count):
        subscriber()
    factories.profile()
    with django_assert_num_queries(21):
        number_changes()
    assert Delivery.objects.count() == count


def test_messages_of_long_ago_are_forgotten_with_their_log(receiver, subscriber):
    subscriber(receiver().url)
    publish()
    call_command("send_webhooks_due")
    assert Attempt.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        call_command("send_webhooks_due")
    assert (Delivery.objects.count(), Attempt.objects.count()) == (0, 0)
