import sys

from django.core.management.base import BaseCommand, CommandError

from nominations.mail.actions import record_bounce
from nominations.mail.reports import LONGEST, read_report


class Command(BaseCommand):
    """For the mail server to pipe what comes back into; never asks it to keep or return a report."""

    help = (
        "Read one delivery status report from standard input and mark the mail and the address it is about."
    )

    def handle(self, **options):
        report = read_report(sys.stdin.buffer.read(LONGEST + 1))
        if report is None:
            raise CommandError("This is no delivery status report about a mail.")
        message = record_bounce(report)
        if message is None:
            self.stdout.write(f"Nothing was marked: {report.action} {report.status}")
        else:
            self.stdout.write(f"Bounced: mail {message.pk}, {report.status}")
