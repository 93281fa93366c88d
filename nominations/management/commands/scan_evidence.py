from django.core.management.base import BaseCommand, CommandError

from nominations.dossiers.actions.inspecting import check_waiting
from nominations.dossiers.models import Evidence
from nominations.dossiers.scanning import ScannerDown


class Command(BaseCommand):
    help = "Let the virus scanner look at every file that waits for it. Run it every few minutes."

    def handle(self, *args, **options):
        count = 0
        for evidence in Evidence.objects.waiting().select_related("nomination"):
            try:
                answer = check_waiting(evidence)
            except FileNotFoundError:
                self.stderr.write(f"evidence {evidence.pk} has no file")
                continue
            except ScannerDown as down:
                raise CommandError(f"The scanner does not answer; {count} files were scanned.") from down
            count += 1
            self.stdout.write(f"evidence {evidence.pk}: {answer}")
        self.stdout.write(f"{count} files were scanned.")
