"""The calendar's reminders on an injected clock: at which moment which is due, by a table.

Moments are written in Vietnam time, and handed over in UTC, as the server has them.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.reminders.rules import (
    VIETNAM,
    due_reminders,
    has_more_to_file,
    reminders_of,
    reminders_of_duty,
    reminders_of_return,
)


def at(text: str) -> datetime:
    """``20/11 08:00`` of 2026 in Vietnam, as a moment in UTC; a year may stand behind the month."""
    day, _, clock = text.partition(" ")
    numbers = [int(part) for part in day.split("/")]
    year = numbers[2] if len(numbers) == 3 else 2026
    hour, minute, second = [*map(int, clock.split(":")), 0][:3]
    return datetime(year, numbers[1], numbers[0], hour, minute, second, tzinfo=VIETNAM).astimezone(UTC)


def due(reminders, moment: str) -> list[str]:
    return [reminder.name for reminder in due_reminders(reminders, at(moment))]


#: Opens, closes, now: what is due. The usual campaign closes at 17:00 on a working day.
USUAL = ("01/11 08:00", "30/11 17:00")
MIDNIGHT = ("01/11 00:00", "01/12 00:00")  # the whole of 30 November still counts
SHORT = ("25/11 09:00", "30/11 17:00")  # open for five days
NEW_YEAR = ("20/12 08:00", "02/01/2027 17:00")
CAMPAIGN = [
    (USUAL, "01/10 08:00", []),
    (USUAL, "29/10 07:59:59", []),
    (USUAL, "29/10 08:00", ["opening-3"]),
    (USUAL, "29/10 08:00:01", ["opening-3"]),
    (USUAL, "30/10 00:00", ["opening-3"]),
    (USUAL, "31/10 23:59:59", ["opening-3"]),
    (USUAL, "01/11 07:59:59", ["opening-3"]),
    (USUAL, "01/11 08:00", []),
    (USUAL, "10/11 08:00", []),
    (USUAL, "23/11 00:00", []),
    (USUAL, "23/11 07:59:59", []),
    (USUAL, "23/11 08:00", ["closing-7"]),
    (USUAL, "23/11 17:00", ["closing-7"]),
    (USUAL, "24/11 00:00", ["closing-7"]),
    (USUAL, "26/11 23:59:59", ["closing-7"]),  # nobody ran it for three days: it still says the true number
    (USUAL, "27/11 07:59:59", ["closing-7"]),
    (USUAL, "27/11 08:00", ["closing-3"]),
    (USUAL, "28/11 12:00", ["closing-3"]),
    (USUAL, "29/11 07:59:59", ["closing-3"]),
    (USUAL, "29/11 08:00", ["closing-1"]),
    (USUAL, "30/11 00:00", ["closing-1"]),
    (USUAL, "30/11 16:59:59", ["closing-1"]),
    (USUAL, "30/11 17:00", []),
    (USUAL, "01/12 08:00", []),
    (MIDNIGHT, "28/10 07:59:59", []),
    (MIDNIGHT, "28/10 08:00", ["opening-3"]),
    (MIDNIGHT, "31/10 23:59:59", ["opening-3"]),
    (MIDNIGHT, "01/11 00:00", []),
    (MIDNIGHT, "23/11 07:59:59", []),
    (MIDNIGHT, "23/11 08:00", ["closing-7"]),
    (MIDNIGHT, "27/11 07:59:59", ["closing-7"]),
    (MIDNIGHT, "27/11 08:00", ["closing-3"]),
    (MIDNIGHT, "29/11 08:00", ["closing-1"]),
    (MIDNIGHT, "30/11 23:59:59", ["closing-1"]),
    (MIDNIGHT, "01/12 00:00", []),
    (SHORT, "22/11 07:59:59", []),
    (SHORT, "22/11 08:00", ["opening-3"]),
    (SHORT, "23/11 08:00", ["opening-3"]),  # seven days before the end, nobody can file yet
    (SHORT, "25/11 08:59:59", ["opening-3"]),
    (SHORT, "25/11 09:00", []),
    (SHORT, "26/11 12:00", []),
    (SHORT, "27/11 08:00", ["closing-3"]),
    (SHORT, "29/11 08:00", ["closing-1"]),
    (NEW_YEAR, "17/12 08:00", ["opening-3"]),
    (NEW_YEAR, "26/12 08:00", ["closing-7"]),
    (NEW_YEAR, "30/12 08:00", ["closing-3"]),
    (NEW_YEAR, "31/12 23:59:59", ["closing-3"]),
    (NEW_YEAR, "01/01/2027 08:00", ["closing-1"]),
    (NEW_YEAR, "02/01/2027 17:00", []),
    (
        ("01/11 08:00", "30/11 07:59"),
        "28/11 08:00",
        ["closing-1"],
    ),  # a day later there is less than a day left
    (("01/11 08:00", "30/11 07:59"), "28/11 07:59:59", ["closing-3"]),
    (("01/11 08:00", "30/11 07:59"), "29/11 07:59", ["closing-1"]),
    (("01/11 08:00", "30/11 08:00"), "29/11 08:00", ["closing-1"]),
    (("01/11 08:00", "30/11 08:00"), "29/11 07:59:59", ["closing-3"]),
    (("30/11 08:00", "30/11 17:00"), "29/11 08:00", ["opening-3"]),  # open for one day only
    (("30/11 08:00", "30/11 17:00"), "30/11 09:00", []),
    (("22/02 08:00", "01/03 17:00"), "22/02 08:00", ["closing-7"]),  # no 29 February in 2026
    (("01/02/2028 08:00", "01/03/2028 17:00"), "23/02/2028 08:00", ["closing-7"]),  # and one in 2028
    (("01/02/2028 08:00", "01/03/2028 17:00"), "29/02/2028 08:00", ["closing-1"]),
]
#: Returned at, now: what is due.
RETURNED = [
    ("10/11 15:00", "10/11 15:00", []),
    ("10/11 15:00", "13/11 15:00", []),
    ("10/11 15:00", "14/11 07:59:59", []),
    ("10/11 15:00", "14/11 08:00", ["returned-3"]),
    ("10/11 15:00", "18/11 07:59:59", ["returned-3"]),
    ("10/11 15:00", "18/11 08:00", ["returned-7"]),
    ("10/11 15:00", "25/11 07:59:59", ["returned-7"]),
    ("10/11 15:00", "25/11 08:00", []),
    ("10/11 08:00", "13/11 08:00", ["returned-3"]),
    ("10/11 07:59:59", "13/11 07:59:59", []),
    ("10/11 23:59:59", "14/11 08:00", ["returned-3"]),
    ("11/11 00:00", "14/11 08:00", ["returned-3"]),
]
#: Due on, now: what is due.
DUTY = [
    (date(2026, 11, 20), "20/11 08:00", []),
    (date(2026, 11, 20), "20/11 23:59:59", []),
    (date(2026, 11, 20), "21/11 00:00", []),
    (date(2026, 11, 20), "21/11 07:59:59", []),
    (date(2026, 11, 20), "21/11 08:00", ["overdue-1"]),
    (date(2026, 11, 20), "28/11 07:59:59", ["overdue-1"]),
    (date(2026, 11, 20), "28/11 08:00", []),
    (date(2026, 12, 31), "01/01/2027 08:00", ["overdue-1"]),
]


def test_the_tables_hold_at_least_sixty_cases(capsys):
    number = len(CAMPAIGN) + len(RETURNED) + len(DUTY) + len(UNITS)
    with capsys.disabled():
        print(f"\n  {number} cases of reminders")
    assert number >= 60


@pytest.mark.parametrize(("dates", "now", "expected"), CAMPAIGN)
def test_what_is_due_of_a_campaign(dates, now, expected):
    assert due(reminders_of(*map(at, dates)), now) == expected


@pytest.mark.parametrize(("returned", "now", "expected"), RETURNED)
def test_what_is_due_of_a_return(returned, now, expected):
    assert due(reminders_of_return(at(returned)), now) == expected


@pytest.mark.parametrize(("due_on", "now", "expected"), DUTY)
def test_what_is_due_of_an_assignment(due_on, now, expected):
    assert due(reminders_of_duty(due_on), now) == expected


#: May file so many, has filed so many, has so many drafts, nominates nobody: is it reminded?
UNITS = [
    (None, 0, 0, False, True),
    (None, 0, 2, False, True),
    (None, 1, 0, False, False),
    (None, 1, 1, False, True),
    (None, 0, 0, True, False),
    (None, 0, 1, True, False),
    (2, 0, 0, False, True),
    (2, 1, 0, False, True),
    (2, 1, 3, False, True),
    (2, 2, 0, False, False),
    (2, 2, 1, False, False),  # a further draft could not be submitted
    (2, 3, 0, False, False),
    (2, 1, 0, True, False),
]


@pytest.mark.parametrize(("allowed", "filed", "drafts", "abstains", "expected"), UNITS)
def test_who_is_reminded_of_the_end(allowed, filed, drafts, abstains, expected):
    assert has_more_to_file(allowed=allowed, filed=filed, drafts=drafts, abstains=abstains) is expected


MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


@given(MOMENTS, st.integers(1, 60 * 24 * 200), st.integers(0, 60 * 24 * 220))
def test_never_two_at_a_time_and_never_too_late(opens_at, minutes, later):
    closes_at = opens_at + timedelta(minutes=minutes)
    now = opens_at - timedelta(days=10) + timedelta(minutes=later)

    found = due_reminders(reminders_of(opens_at, closes_at), now)

    assert len(found) <= 1
    for reminder in found:
        limit = opens_at if reminder.occasion == "opening" else closes_at
        assert now < limit
        assert limit - reminder.due_at >= timedelta(days=reminder.days)
        assert limit - reminder.due_at < timedelta(days=reminder.days + 1)
        assert reminder.due_at.astimezone(VIETNAM).hour == 8
        assert reminder.occasion == "opening" or now >= opens_at
