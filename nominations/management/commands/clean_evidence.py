from datetime import timedelta

from django.core.files.storage import storages
from django.core.management.base import BaseCommand

from nominations.dossiers.leftovers import leftovers


class Command(BaseCommand):
    help = (
        "Remove private files that no row names, left behind by uploads that were killed. Run it once a day."
    )

    def add_arguments(self, parser):
        parser.add_argument("--hours", type=int, default=24, help="Leave younger files alone (default: 24).")
        parser.add_argument("--dry-run", action="store_true", help="Name them and remove nothing.")

    def handle(self, *args, hours: int, dry_run: bool, **options):
        count = 0
        for name in leftovers(timedelta(hours=max(hours, 1))):
            count += 1
            self.stdout.write(name)
            if not dry_run:
                storages["private"].delete(name)
        self.stdout.write(f"{count} files {'would be removed' if dry_run else 'removed'}.")
