from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from exemplars.changes.actions import forget_changes, note_missed_changes

#: Days for which the log of public changes is kept whole, unless the settings say otherwise.
KEPT_DAYS = 90


class Command(BaseCommand):
    help = "Note public changes that nobody saved, and forget those older than CHANGES_KEPT_DAYS (90)."

    def handle(self, **options):
        kept = timedelta(days=getattr(settings, "CHANGES_KEPT_DAYS", KEPT_DAYS))
        noted, forgotten = note_missed_changes(), forget_changes(before=timezone.now() - kept)
        self.stdout.write(f"{noted} noted, {forgotten} forgotten")
