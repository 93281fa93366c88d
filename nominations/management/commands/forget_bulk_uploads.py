"""``manage.py forget_bulk_uploads``: throw away the workbooks that nobody confirmed within a day. Run it every hour."""

from django.core.management.base import BaseCommand

from nominations.workspace.bulk.actions import forget_uploads


class Command(BaseCommand):
    help = "Throw away uploaded workbooks that nobody confirmed within a day."

    def handle(self, **options):
        self.stdout.write(f"{forget_uploads()} workbooks forgotten")
