"""Working days by the Vietnamese calendar: Monday to Friday less public holidays. Pure."""

from datetime import date, timedelta
from functools import cache

from holidays.countries import Vietnam

SATURDAY = 5


@cache
def holidays_of(year: int) -> frozenset[date]:
    """Every public holiday of a year, with the days given in lieu of those that fall on a weekend."""
    return frozenset(Vietnam(years=year))


def is_working_day(day: date) -> bool:
    """Say whether offices work on this day.

    >>> is_working_day(date(2023, 5, 1))
    False
    """
    return day.weekday() < SATURDAY and day not in holidays_of(day.year)


def working_days_between(start: date, end: date) -> int:
    """Count the working days after ``start`` up to and with ``end``; 0 where ``end`` is not later.

    >>> working_days_between(date(2023, 4, 28), date(2023, 5, 4))  # 1, 2 and 3 May are holidays
    1
    """
    days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days)


def add_working_days(day: date, count: int) -> date:
    """Return the day on which ``count`` working days after ``day`` are complete; backwards when negative.

    >>> add_working_days(date(2023, 4, 28), 1)
    datetime.date(2023, 5, 4)
    """
    step = timedelta(days=1 if count > 0 else -1)
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def overdue_since(today: date, target: int) -> date:
    """Return the first day that is not overdue: whatever began before it has waited more than ``target`` days.

    >>> overdue_since(date(2023, 5, 12), 5)
    datetime.date(2023, 5, 5)
    """
    day, counted = today, 0
    while True:
        counted += is_working_day(day)
        if counted > target:
            return day
        day -= timedelta(days=1)
