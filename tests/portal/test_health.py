"""/healthz says which dependency fails, and nothing else about it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from nominations.models import Message
from tests import clamd

pytestmark = pytest.mark.django_db

WELL = {"status": "ok", "database": "ok", "cache": "ok", "storage": "ok", "queue": "ok", "mail": "ok"}
SECRET = "db.internal:5432 password=hunter2"


def failing(*names: str) -> dict:
    return WELL | dict.fromkeys(("status", *names), "failing")


def break_down(*args, **kwargs):
    raise OSError(SECRET)


def waiting_task(*, minutes: int, put_off=None) -> None:
    task = DBTaskResult.objects.create(
        task_path="exemplars.nothing", backend_name="default", args_kwargs={}, run_after=put_off or get_date_max(),
        exception_class_path="", traceback="",
    )  # fmt: skip
    DBTaskResult.objects.filter(pk=task.pk).update(enqueued_at=timezone.now() - timedelta(minutes=minutes))


def test_healthz_is_well_and_never_cached(client):
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, WELL)
    assert "no-store" in response["Cache-Control"]


def test_healthz_leaves_nothing_in_the_storages(client, settings):
    client.get("/healthz")

    assert [file for file in settings.MEDIA_ROOT.glob("healthz/**/*") if file.is_file()] == []


@pytest.mark.parametrize(
    ("broken", "names"),
    [
        ("portal.health.connection.cursor", ["database", "queue", "mail"]),
        ("portal.health.cache.set", ["cache"]),
        ("django.core.files.storage.FileSystemStorage.save", ["storage"]),
        ("portal.health.DBTaskResult.objects.ready", ["queue"]),
    ],
)
def test_healthz_names_what_is_down_without_saying_more(client, monkeypatch, broken, names):
    monkeypatch.setattr(broken, break_down)

    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (503, failing(*names))
    assert "hunter2" not in response.content.decode()


def test_healthz_notices_a_cache_that_forgets(client, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}

    assert client.get("/healthz").json() == failing("cache")


@pytest.mark.parametrize(("minutes", "answer"), [(14, WELL), (16, failing("queue"))])
def test_healthz_measures_the_oldest_waiting_task(client, minutes, answer):
    waiting_task(minutes=minutes)

    assert client.get("/healthz").json() == answer


def test_healthz_only_reads(client):
    assert client.post("/healthz").status_code == 405


@pytest.mark.parametrize(("since", "answer"), [(-60, WELL), (5, WELL), (16, failing("queue"))])
def test_a_task_that_was_put_off_waits_from_its_own_hour_on(client, since, answer):
    waiting_task(minutes=14 * 24 * 60, put_off=timezone.now() - timedelta(minutes=since))

    assert client.get("/healthz").json() == answer


@pytest.mark.parametrize(
    ("state", "minutes", "status"),
    [
        ("waiting", 14, 200),
        ("waiting", 16, 503),
        ("uncertain", 16, 503),
        ("held", 16, 200),
        ("failed", 16, 200),
    ],
)
def test_healthz_fails_when_mail_has_waited_too_long(client, state, minutes, status):
    due_at = timezone.now() - timedelta(minutes=minutes)
    Message.objects.create(
        key="x", kind="receipt", address="a@example.vn", language="vi", subject="Thư", body="…", message_id="<x>",
        state=state, due_at=due_at if state in ("waiting", "uncertain") else None,
    )  # fmt: skip

    response = client.get("/healthz")

    assert (response.status_code, response.json()["mail"]) == (status, "ok" if status == 200 else "failing")


# --- The virus scanner, where one is set up -------------------------------------------------------------


def test_healthz_names_the_scanner(client, settings):
    with clamd.running() as scanner:
        settings.CLAMAV_ADDRESS = scanner.address
        response = client.get("/healthz")

    assert (response.status_code, response.json()) == (200, WELL | {"scanner": "ok"})


def test_healthz_keeps_people_working_while_the_scanner_is_down(client, settings):
    settings.CLAMAV_ADDRESS = "tcp://127.0.0.1:9"

    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (
        200,
        WELL | {"status": "limping", "scanner": "failing"},
    )
