"""What every test stands on: an empty cache, tasks that must succeed, and Chromium where there is one."""

import hashlib
import json
import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished
from hypothesis import settings as hypothesis_settings
from pytest_django.plugin import blocking_manager_key

from nominations.audit import triggers
from tests import factories

# Playwright keeps an event loop in the thread that also runs a browser test's database queries.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

hypothesis_settings.register_profile("portal", deadline=None, max_examples=60, derandomize=True)
hypothesis_settings.load_profile("portal")

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET_CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DATABASES = {"postgres": "postgresql", "sqlite": "sqlite"}


def pytest_collection_modifyitems(config, items):
    """Leave out tests about the other database; skip browser tests where no browser is, saying why."""
    no_chromium = pytest.mark.skip(reason="Chromium was not found: install it or name it in CHROMIUM")
    elsewhere = [item for item in items if is_about_another_database(item)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]
    for item in items:
        if item.get_closest_marker("browser") and not CHROMIUM:
            item.add_marker(no_chromium)


def is_about_another_database(item) -> bool:
    return any(
        item.get_closest_marker(mark) and connection.vendor != vendor for mark, vendor in DATABASES.items()
    )


def pytest_sessionfinish(session):
    """Fail a run that skipped anything where PORTAL_NO_SKIPS forbids it; remove what the tests stored."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if skipped and os.environ.get("PORTAL_NO_SKIPS"):
        reporter.write_line(f"{len(skipped)} tests were skipped, and PORTAL_NO_SKIPS forbids it.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    shutil.rmtree(settings.TEMPORARY, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb):
    """On SQLite the database goes with its folder, and may begin as a copy of one that was migrated before."""
    return django_db_keepdb or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, request):
    """Begin with the furthest that an earlier run migrated; only what is new since then is migrated."""
    if kept := migrated_before(request.config):
        shutil.copyfile(kept, connection.settings_dict["TEST"]["NAME"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, request):
    """Set the portal up once, after the migrations: groups, languages, page tree, workflow.

    The one trigger of the audit log that a flush meets is taken away here, in the tests' own database;
    ``tests/nominations/audit`` puts it back and proves it.
    """
    with django_db_blocker.unblock():
        keep_migrated(request.config)
        triggers.remove(connection, triggers.MET_BY_FLUSH[connection.vendor])
        factories.portal()


def migrations_at_hand() -> dict[str, str]:
    """What the database is made by: every migration of ours with its hash, and every pinned library."""
    root = Path(__file__).parent.parent
    ours = {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in root.glob("*/migrations/*.py")
    }
    return ours | dict.fromkeys((root / "requirements.txt").read_text().splitlines(), "")


def kept_databases(config) -> Path | None:
    """The folder of databases that earlier runs migrated; None where none can be kept."""
    if connection.vendor != "sqlite" or not hasattr(config, "cache"):
        return None
    return config.cache.mkdir("migrated")


def migrated_before(config) -> Path | None:
    """The kept database that was made by the most of the migrations at hand, and by no other."""
    folder, at_hand = kept_databases(config), migrations_at_hand().items()
    found = []
    for made_by in folder.glob("*.json") if folder else ():
        marks = json.loads(made_by.read_text()).items()
        if marks <= at_hand:
            found.append((len(marks), made_by.with_suffix(".sqlite3")))
    return max(found)[1] if found else None


def keep_migrated(config) -> None:
    """Copy the database as it is now; each file is put in its place whole, the description last."""
    folder = kept_databases(config)
    made_by = json.dumps(migrations_at_hand(), sort_keys=True)
    if folder is None:
        return
    kept = folder / f"{hashlib.sha256(made_by.encode()).hexdigest()}.sqlite3"
    if kept.with_suffix(".json").exists():
        return
    half = kept.with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(half)])
    half.replace(kept)
    half.write_text(made_by)
    half.replace(kept.with_suffix(".json"))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item, nextitem):
    """Set the portal up again after a test that flushed the database, for the next that counts on it."""
    result = yield
    if nextitem is not None and flushes(item) and not flushes(nextitem):
        with item.config.stash[blocking_manager_key].unblock():
            factories.portal()
    return result


def flushes(item) -> bool:
    """Say whether a test empties the database when it is over, instead of rolling back."""
    marker = item.get_closest_marker("django_db")
    asked = marker is not None and (marker.kwargs.get("transaction") or any(marker.args[:1]))
    return bool(asked) or not {"transactional_db", "live_server"}.isdisjoint(item.fixturenames)


@pytest.fixture
def portal(db):
    """The front page of a portal that is set up, also after a test that flushed the database."""
    return factories.portal()


@pytest.fixture(autouse=True)
def _empty_cache():
    """Rate limits and site roots of one test never reach the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def _tasks_succeed(request):
    """Fail the test in which a background task failed: the immediate backend only logs it.

    A test that wants one to fail says so with ``@pytest.mark.failing_tasks``.
    """
    failed = []

    def remember(sender, task_result, **kwargs):
        if task_result.status == TaskResultStatus.FAILED:
            failed.append((task_result.task.module_path, *(error.traceback for error in task_result.errors)))

    task_finished.connect(remember)
    yield
    task_finished.disconnect(remember)
    if failed and not request.node.get_closest_marker("failing_tasks"):
        pytest.fail("A background task failed:\n" + "\n".join(map(str, failed[0])), pytrace=False)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """Use the machine's Chromium instead of one that Playwright would download."""
    return {"executable_path": CHROMIUM, "args": QUIET_CHROMIUM}
