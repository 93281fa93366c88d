"""The log says what was asked for, never what was typed."""

import logging

import pytest

from portal.settings.logs import Routine


@pytest.mark.django_db
def test_the_log_leaves_search_words_out(client, caplog):
    with caplog.at_level(logging.INFO, logger="django_structlog"):
        client.get("/accounts/login/?q=Nguyễn+Thị+Kín")

    lines = [record.msg["request"] for record in caplog.records if record.name.startswith("django_structlog")]
    assert lines == ["GET /accounts/login/"] * 2


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
