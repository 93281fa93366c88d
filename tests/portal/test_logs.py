"""The log says what was asked for, never what was typed."""

import logging

import pytest

from portal.settings.logs import Routine
from tests import factories


@pytest.mark.django_db
def test_the_log_leaves_search_words_out(client, caplog):
    with caplog.at_level(logging.INFO, logger="django_structlog"):
        client.get("/accounts/login/?q=Nguyễn+Thị+Kín")

    lines = [record.msg["request"] for record in caplog.records if record.name.startswith("django_structlog")]
    assert lines == ["GET /accounts/login/"] * 2


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "named"), [("/admin/council/ballot/7/cast/", False), ("/admin/", True)])
def test_the_log_does_not_say_who_came_to_the_urn(path, named, client, caplog):
    client.force_login(factories.council_member())
    with caplog.at_level(logging.INFO, logger="django_structlog"):
        client.get(path)

    lines = [record.msg for record in caplog.records if record.name.startswith("django_structlog")]
    assert len(lines) == 2
    assert all((("user_id" in line) or ("ip" in line)) == named for line in lines)


@pytest.mark.parametrize(
    ("name", "level", "kept"),
    [
        ("django_tasks.worker", logging.INFO, False),
        ("django_tasks.worker", logging.ERROR, True),
        ("nominations", logging.INFO, True),
    ],
)
def test_everyday_work_is_left_out_where_people_read(name, level, kept):
    record = logging.LogRecord(name, level, __file__, 1, "a line", None, None)

    assert Routine("WARNING").filter(record) is kept
