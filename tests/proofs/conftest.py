import pytest
from django.db import connection

from .ground import Ground, copy_of_the_suite, drop, empty_postgres, migrated


def suite_has_a_database(session) -> bool:
    """Whether another test of this run needs the suite's database; without one, none is made."""
    wanted = {"db", "transactional_db", "_portal_stands"}
    return any(
        wanted & set(item.fixturenames) or item.get_closest_marker("django_db") for item in session.items
    )


@pytest.fixture
def ground(request, django_db_blocker, tmp_path):
    """A portal of the proof's own, on the same kind of database as the suite: a copy of the suite's where there is one."""
    if suite_has_a_database(request.session):
        request.getfixturevalue("django_db_setup")
        with django_db_blocker.unblock():
            portal = Ground(copy_of_the_suite(tmp_path), tmp_path)
    elif connection.vendor == "postgresql":
        portal = migrated(Ground(empty_postgres(), tmp_path))
    else:
        portal = migrated(Ground(f"sqlite:///{tmp_path / 'portal.sqlite3'}", tmp_path))
    yield portal
    portal.clear()
    drop(portal.database_url)


@pytest.fixture
def sqlite_ground(request, tmp_path):
    """A portal of the proof's own on SQLite, whatever the suite runs on."""
    if connection.vendor == "sqlite":
        yield request.getfixturevalue("ground")
        return
    portal = Ground(f"sqlite:///{tmp_path / 'portal.sqlite3'}", tmp_path)
    yield migrated(portal)
    portal.clear()


@pytest.fixture
def postgres_ground(request, tmp_path):
    """A portal of the proof's own on PostgreSQL, whatever the suite runs on."""
    if connection.vendor == "postgresql":
        yield request.getfixturevalue("ground")
        return
    portal = Ground(empty_postgres(), tmp_path)
    yield migrated(portal)
    portal.clear()
    drop(portal.database_url)
