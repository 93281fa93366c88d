"""Working days by the Vietnamese calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.campaigns.working_days import (
    add_working_days,
    is_working_day,
    overdue_since,
    working_days_between,
)

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2023, 4, 28), True),
        (date(2023, 4, 29), False),  # a Saturday, and the Hùng kings' day
        (date(2023, 5, 1), False),
        (date(2023, 5, 3), False),  # in lieu
        (date(2023, 5, 4), True),
        (date(2023, 1, 24), False),  # Tết
        (date(2023, 9, 4), False),  # in lieu of National Day
    ],
)
def test_weekends_and_holidays_are_no_working_days(day, works):
    assert is_working_day(day) is works


def test_the_first_day_does_not_count_and_the_last_does():
    assert working_days_between(date(2023, 5, 8), date(2023, 5, 12)) == 4
    assert working_days_between(date(2023, 5, 12), date(2023, 5, 8)) == 0


@given(DAYS, st.integers(0, 60))
def test_adding_and_counting_agree(day, count):
    later = add_working_days(day, count)

    assert working_days_between(day, later) == count
    assert count == 0 or is_working_day(later)


@given(DAYS, st.integers(1, 60))
def test_overdue_is_what_has_waited_longer(today, target):
    first = overdue_since(today, target)

    assert working_days_between(first, today) == target
    assert working_days_between(first - timedelta(days=1), today) == target + 1
