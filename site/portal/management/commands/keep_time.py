"""``manage.py keep_time``: on a machine without cron, do again and again what cron does in production."""

import logging
import time
from io import StringIO

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections

logger = logging.getLogger(__name__)

#: Every so many minutes: which commands.
TIMES = {
    1: ("send_mail_due",),
    5: ("publish_scheduled",),
    60: ("send_reminders", "end_consultations"),
    60 * 24: ("forget_mail",),
}


class Command(BaseCommand):
    help = "Do what cron does in production, until Ctrl-C; for the demonstration."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do everything once and end")

    def handle(self, *, once: bool, **options):
        minute = 0
        while True:
            for name in due_at(minute):
                run(name)
            if once:
                return
            close_old_connections()
            time.sleep(60)
            minute += 1


def due_at(minute: int) -> list[str]:
    return [name for every, names in TIMES.items() if minute % every == 0 for name in names]


def run(name: str) -> None:
    """Run one command quietly; what goes wrong is logged, and the next time comes all the same."""
    try:
        call_command(name, stdout=StringIO())
    except Exception:
        logger.exception("keep_time: %s failed", name)
