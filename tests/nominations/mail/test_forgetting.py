"""Rows of mail that are long over go; whatever may still count stays."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from nominations.mail.actions import forget_mail
from nominations.mail.rules import SHORTEST_MEMORY
from nominations.models import Message
from nominations.reminders import rules as reminders
from tests import factories

State = Message.State
AGO = timedelta(days=401)


@pytest.fixture
def officer(portal):
    return factories.officer()


def forget(*options) -> str:
    out = StringIO()
    call_command("forget_mail", *options, stdout=out)
    return out.getvalue().strip()


def test_what_is_over_goes_after_its_period(written):
    old = timezone.now() - AGO
    for state in State.values:
        written(state, created_at=old)
    young = [written(state).pk for state in State.values]

    assert forget() == "4 mails forgotten"

    left = Message.objects.exclude(pk__in=young)
    assert set(left.values_list("state", flat=True)) == {
        State.WAITING,
        State.HELD,
        State.SENDING,
        State.UNCERTAIN,
    }
    assert Message.objects.filter(pk__in=young).count() == len(young)


def test_many_go_in_parts(written, monkeypatch):
    monkeypatch.setattr("nominations.mail.actions.forgetting.AT_ONCE", 2)
    for _number in range(5):
        written(created_at=timezone.now() - AGO)

    assert forget_mail(timedelta(days=400)) == 5


def test_a_period_within_which_an_occasion_may_come_up_again_is_refused(written):
    written(created_at=timezone.now() - AGO)

    with pytest.raises(CommandError):
        forget("--days", "89")
    assert Message.objects.count() == 1
    assert forget("--days", "90") == "1 mails forgotten"


def test_no_reminder_is_due_for_as_long_as_rows_stay():
    longest = max(
        *reminders.AFTER_RETURN, *reminders.BEFORE_CLOSING, reminders.BEFORE_OPENING, reminders.AFTER_DUE
    )

    assert timedelta(days=longest + reminders.LATE) < SHORTEST_MEMORY
