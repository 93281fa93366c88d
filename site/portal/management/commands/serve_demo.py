"""``manage.py serve_demo [address]``: the site, one worker and what cron does, together until Ctrl-C."""

import os
import signal
import sys
from subprocess import Popen

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

PATIENCE = 20  # seconds for a child to finish what it has in hand


class Command(BaseCommand):
    """Runs all three until one of them ends or the person has seen enough."""

    help = "Run the site, one worker and a clock for a try-out on this machine; Ctrl-C stops all."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000")

    def handle(self, *, address: str, **options):
        if not settings.DEMO_ALLOWED:
            raise CommandError("serve_demo is not for production: run gunicorn and db_worker instead.")
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        manage = [sys.executable, sys.argv[0]]
        children = [
            start([*manage, "db_worker", "--no-reload"]),
            start([*manage, "keep_time"]),
            start([*manage, "runserver", "--noreload", address]),
        ]
        try:
            _pid, status = os.wait()
        except KeyboardInterrupt:
            self.stdout.write("")
            status = 0
        finally:
            stop(children)
        sys.exit(os.waitstatus_to_exitcode(status))


def start(command: list[str]) -> Popen:
    """Start a child in a session of its own, so that Ctrl-C reaches it once, through us."""
    return Popen(command, start_new_session=True)  # noqa: S603 - our own commands


def stop(children: list[Popen]) -> None:
    """Ask every child to end, and wait until it has."""
    for child in children:
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    for child in children:
        child.wait(timeout=PATIENCE)
