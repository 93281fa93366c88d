import pytest
from django.core.management import call_command, get_commands

from portal.management.commands.keep_time import TIMES, due_at


@pytest.mark.parametrize(("minute", "number"), [(0, 5), (1, 1), (5, 2), (59, 1), (60, 4), (65, 2)])
def test_what_is_done_in_which_minute(minute, number):
    assert len(due_at(minute)) == number


def test_every_command_exists():
    assert {name for names in TIMES.values() for name in names} <= set(get_commands())


@pytest.mark.django_db
def test_a_command_that_fails_stops_no_other(monkeypatch, caplog):
    done = []

    def call(name, **options):
        done.append(name)
        raise OSError

    monkeypatch.setattr("portal.management.commands.keep_time.call_command", call)
    call_command("keep_time", once=True)

    assert done == due_at(0)
