"""Every change that this room makes: assignments, reminders, announcements."""

from .abstaining import abstain, take_back
from .chasing import HOLD, chase_units
from .duties import answer_report, finish_duty, reopen_duty, report_progress
from .telling import mark_read

__all__ = [
    "HOLD",
    "abstain",
    "answer_report",
    "chase_units",
    "finish_duty",
    "mark_read",
    "reopen_duty",
    "report_progress",
    "take_back",
]
