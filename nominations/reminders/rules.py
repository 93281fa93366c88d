"""Which reminders a calendar asks for at a moment. Pure; days and hours are those of Vietnam."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
#: When officers begin their day: no reminder is due earlier.
MORNING = time(8)

BEFORE_OPENING = 3
BEFORE_CLOSING = (7, 3, 1)
AFTER_RETURN = (3, 7)
AFTER_DUE = 1
#: For how many days a reminder that nobody sent in time is still worth sending, where nothing else ends it.
LATE = 7


class Occasion(StrEnum):
    OPENING = "opening"
    CLOSING = "closing"
    RETURNED = "returned"
    OVERDUE = "overdue"


@dataclass(frozen=True, order=True)
class Reminder:
    """One reminder of a calendar: due from its moment on, until it would come too late."""

    due_at: datetime
    until: datetime
    occasion: Occasion
    days: int

    def is_due(self, now: datetime) -> bool:
        return self.due_at <= now < self.until

    @property
    def name(self) -> str:
        """As keys and batches have it: ``closing-7``."""
        return f"{self.occasion}-{self.days}"


def reminders_of(opens_at: datetime, closes_at: datetime) -> list[Reminder]:
    """Every reminder of a campaign: some days before it opens, and 7, 3 and 1 days before it closes, each whole days.

    One before closing that would come before nominations open falls away, and each ends with the next, so that
    nobody is told on one day that there are seven days left and three.
    """
    opening = Reminder(morning_before(opens_at, BEFORE_OPENING), opens_at, Occasion.OPENING, BEFORE_OPENING)
    moments = [(morning_before(closes_at, days), days) for days in BEFORE_CLOSING]
    ends = [moment for moment, _days in moments[1:]] + [closes_at]
    closing = [
        Reminder(moment, until, Occasion.CLOSING, days)
        for (moment, days), until in zip(moments, ends, strict=True)
        if moment >= opens_at
    ]
    return [opening, *closing]


def reminders_of_return(returned_at: datetime) -> list[Reminder]:
    """Reminders of a nomination that was handed back and not answered, some days after it was."""
    moments = [(morning_after(returned_at, days), days) for days in AFTER_RETURN]
    ends = [moment for moment, _days in moments[1:]] + [moments[-1][0] + timedelta(days=LATE)]
    return [
        Reminder(moment, until, Occasion.RETURNED, days)
        for (moment, days), until in zip(moments, ends, strict=True)
    ]


def reminders_of_duty(due_on: date) -> list[Reminder]:
    """The reminder of an assignment whose due day is over; the day itself is still in time."""
    moment = datetime.combine(due_on + timedelta(days=AFTER_DUE), MORNING, VIETNAM)
    return [Reminder(moment, moment + timedelta(days=LATE), Occasion.OVERDUE, AFTER_DUE)]


def due_reminders(reminders: Iterable[Reminder], now: datetime) -> list[Reminder]:
    return [reminder for reminder in reminders if reminder.is_due(now)]


def coming_reminders(reminders: Iterable[Reminder], now: datetime) -> list[Reminder]:
    return sorted(reminder for reminder in reminders if reminder.due_at > now)


def morning_before(moment: datetime, days: int) -> datetime:
    """The last morning that lies so many whole days before a moment.

    >>> morning_before(datetime(2026, 11, 30, 17, tzinfo=VIETNAM), 7).isoformat()
    '2026-11-23T08:00:00+07:00'
    >>> morning_before(datetime(2026, 12, 1, 0, tzinfo=VIETNAM), 1).isoformat()
    '2026-11-29T08:00:00+07:00'
    """
    latest = moment.astimezone(VIETNAM) - timedelta(days=days)
    morning = datetime.combine(latest.date(), MORNING, VIETNAM)
    return morning if morning <= latest else morning - timedelta(days=1)


def morning_after(moment: datetime, days: int) -> datetime:
    """The first morning that lies so many whole days after a moment."""
    earliest = moment.astimezone(VIETNAM) + timedelta(days=days)
    morning = datetime.combine(earliest.date(), MORNING, VIETNAM)
    return morning if morning >= earliest else morning + timedelta(days=1)


def has_more_to_file(*, allowed: int | None, filed: int, drafts: int, abstains: bool) -> bool:
    """Say whether a unit is reminded that a campaign closes.

    Not one that said it nominates nobody, nor one that filed all it may. Where nothing limits it, one that
    filed something and left no draft has finished, for all that anybody can tell.
    """
    if abstains:
        return False
    if allowed is not None:
        return filed < allowed
    return drafts > 0 or filed == 0
