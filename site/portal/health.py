"""``/healthz``: whether this process can reach what it needs, for the load balancer and the alarm."""

import logging
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import connection
from django.db.models import Case, When
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from nominations.dossiers.scanning import check_scanner
from nominations.dossiers.scanning import is_set_up as scanner_is_set_up
from nominations.models import Message

logger = logging.getLogger(__name__)


class NotHealthy(Exception):
    """A dependency answers, but not well enough."""


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()


def check_cache() -> None:
    key = f"healthz-{uuid4()}"
    cache.set(key, "here", timeout=10)
    if cache.get(key) != "here":
        raise NotHealthy("the cache forgot a value at once")
    cache.delete(key)


def check_storage() -> None:
    """Write and remove one small file in each storage that people upload to."""
    for alias in ("default", "private"):
        storage = storages[alias]
        name = storage.save(f"healthz/{uuid4()}.txt", ContentFile(b"ok"))
        storage.delete(name)


def check_queue() -> None:
    """The oldest task that could have run has not waited too long: a worker is alive."""
    # A task that was put off waits from its own hour on; one that was not has the end of time for that.
    since = Case(When(run_after__lte=timezone.now(), then="run_after"), default="enqueued_at")
    waiting = DBTaskResult.objects.ready().annotate(waiting_since=since).order_by("waiting_since")
    oldest = waiting.values_list("waiting_since", flat=True).first()
    if oldest and timezone.now() - oldest > timedelta(seconds=settings.QUEUE_MAX_AGE):
        raise NotHealthy("the oldest task has waited too long")


def check_mail() -> None:
    """No mail that might have left has waited too long: the mail server takes them."""
    late = timezone.now() - timedelta(seconds=settings.QUEUE_MAX_AGE)
    if Message.objects.due().filter(due_at__lte=late).exists():
        raise NotHealthy("mail that is due has waited too long")


CHECKS = {
    "database": check_database,
    "cache": check_cache,
    "storage": check_storage,
    "queue": check_queue,
    "mail": check_mail,
}
#: What the portal does without for a while: named, and no reason to send people elsewhere.
SPARED = {"scanner": check_scanner}


def is_well(name: str, check: Callable[[], None]) -> bool:
    """Run one check; why it failed goes to the log, never into the answer."""
    try:
        check()
    except Exception:
        logger.exception("healthz: %s failed", name)
        return False
    return True


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when people can work and 503 when they cannot, naming what fails, and nothing more.

    The virus scanner is named where one is set up; without it files wait, and the status is "limping".
    """
    answers = {name: is_well(name, check) for name, check in CHECKS.items()}
    spared = {name: is_well(name, check) for name, check in SPARED.items()} if scanner_is_set_up() else {}
    status = "ok" if all(spared.values()) else "limping"
    body = {"status": status if all(answers.values()) else "failing"}
    body |= {name: "ok" if well else "failing" for name, well in (answers | spared).items()}
    return JsonResponse(body, status=200 if all(answers.values()) else 503)
