from django.core.management.base import BaseCommand

from exemplars.changes.actions import note_missed_changes
from home.setup import set_up_portal


class Command(BaseCommand):
    help = "Create groups, permissions, languages, the page tree and the review workflow. Safe to run again."

    def handle(self, *args, **options):
        home = set_up_portal()
        note_missed_changes()
        self.stdout.write(self.style.SUCCESS(f"The portal stands: {home.title}"))
