"""Subscribers in the admin: kept by administrators, a secret shown once, words instead of errors."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from exemplars.models import Delivery, Subscriber
from exemplars.webhooks.actions import send_test
from tests import factories

from .receiver import OK, status

FORM = {
    "name": "Báo Mẫu",
    "url": "https://hooks.example.vn/portal",
    "events": ["published", "withdrawn"],
    "contact": "it@example.vn",
}


@pytest.fixture
def administrator(client):
    person = factories.administrator()
    client.force_login(person)
    return person


def address(name: str, *args) -> str:
    return reverse(f"webhooks:{name}", args=args)


def words(response) -> str:
    return response.content.decode()


PAGES = ["index", "add", "edit", "delete", "subscriber", "delivery"]
BUTTONS = ["test", "rotate", "switch-on", "switch-off", "again-all"]


def addresses(its: Subscriber, names: list[str]) -> list[str]:
    message = Delivery.objects.create(subscriber=its, message_id="m", type="test", body="{}")
    arguments = {"index": [], "add": [], "delivery": [its.pk, message.pk], "again": [its.pk, message.pk]}
    return [address(name, *arguments.get(name, [its.pk])) for name in names]


@pytest.mark.parametrize("role", ["anonymous", "officer", "editor", "screener", "leader", "auditor"])
def test_nobody_but_administrators_enters(role, client, subscriber):
    its = subscriber()
    if role != "anonymous":
        client.force_login(getattr(factories, role)())

    for path in addresses(its, PAGES):
        response = client.get(path)
        assert response.status_code in (302, 403), path
        assert its.url not in words(response)
    for path in [address(name, its.pk) for name in BUTTONS]:
        assert client.post(path).status_code in (302, 403), path
    its.refresh_from_db()
    assert (its.is_active, its.former_secret, Delivery.objects.count()) == (True, None, 1)


def test_an_administrator_enters_every_page(client, administrator, subscriber):
    its = subscriber()
    for path in addresses(its, PAGES):
        assert client.get(path).status_code == 200, path


def test_the_secret_is_shown_once(client, administrator):
    response = client.post(address("add"), FORM)

    its = Subscriber.objects.get()
    assert its.secret in words(response)
    assert "no-store" in response["Cache-Control"]
    assert its.events == ["published", "withdrawn"]
    for path in addresses(its, ["index", "edit", "subscriber", "delivery"]):
        assert its.secret not in words(client.get(path))

    changed = client.post(address("rotate", its.pk))
    its.refresh_from_db()
    assert its.secret in words(changed)
    assert its.former_secret not in words(changed)
    assert list(ModelLogEntry.objects.filter(action="exemplars.rotate_webhook_secret").values_list("user_id", flat=True)) == [administrator.pk]  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "hooks.example.vn", "ftp://example.vn/", "http://example.vn/", "https://", "https://user:key@example.vn/",
        "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/", "https://169.254.169.254/latest/", "https://localhost/",
        "https://[::ffff:127.0.0.1]/", "https://example.vn:99999/", "https://[nonsense/", "https://example.vn/#a", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_an_address_that_leads_nowhere_good_is_refused_in_words(url, client, administrator, settings):
    settings.WEBHOOKS_ALLOW_HTTP, settings.WEBHOOKS_NETWORKS = False, []
    response = client.post(address("add"), FORM | {"url": url})

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["url"]
    assert Subscriber.objects.count() == 0


@pytest.mark.parametrize("wrong", [{"events": []}, {"events": ["nonsense"]}, {"contact": "x"}, {"name": ""}])
def test_what_is_missing_is_said(wrong, client, administrator):
    response = client.post(address("add"), FORM | wrong)
    assert list(response.context["form"].errors) == list(wrong)


def test_a_test_is_sent_and_its_answer_shown(client, administrator, receiver, subscriber):
    heard = receiver(status(500, b"<b>no such key</b>"))
    its = subscriber(heard.url)

    response = client.post(address("test", its.pk), follow=True)

    assert [body["type"] for body in heard.bodies] == ["test"]
    assert "&lt;b&gt;no such key&lt;/b&gt;" in words(response)
    assert Delivery.objects.get().state == Delivery.State.FAILED

    heard.answer = OK
    client.post(address("again", its.pk, Delivery.objects.get().pk))
    assert Delivery.objects.get().state == Delivery.State.DELIVERED


def test_switching_off_and_on(client, administrator, receiver, subscriber):
    heard = receiver()
    its = subscriber(heard.url)
    client.post(address("switch-off", its.pk))
    client.post(address("test", its.pk))
    assert heard.requests == []

    client.post(address("switch-on", its.pk))
    client.post(address("test", its.pk))
    assert len(heard.requests) == 1


def test_all_that_failed_is_sent_again(client, administrator, receiver, subscriber):
    heard = receiver(status(500))
    its = subscriber(heard.url)
    for _ in range(2):
        send_test(subscriber=its, user=administrator)
    heard.answer = OK
    client.post(address("again-all", its.pk))
    assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.DELIVERED}
    assert client.post(address("again-all", its.pk)).status_code == 302


def test_what_does_not_exist_is_not_found(client, administrator, subscriber):
    its, other = subscriber(), subscriber()
    message = Delivery.objects.create(subscriber=other, message_id="m", type="test", body="{}")
    assert client.get(address("subscriber", 0)).status_code == 404
    assert client.get(address("delivery", its.pk, message.pk)).status_code == 404
    assert client.get(address("test", its.pk)).status_code == 405
    for query in ("?p=99", "?p=x", "?state=nonsense", "?p=-1"):
        assert client.get(address("subscriber", its.pk) + query).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_the_same_at_any_length(
    count, client, administrator, subscriber, django_assert_num_queries
):
    its = subscriber()
    for number in range(count):
        made = Delivery.objects.create(subscriber=its, message_id=f"m{number}", type="test", body="{}")
        made.log.create(number=1)
    client.get(address("subscriber", its.pk))
    with django_assert_num_queries(13):
        client.get(address("subscriber", its.pk))
