from django.core.management.base import BaseCommand, CommandError

from nominations.consultation.actions.ending import end_due


class Command(BaseCommand):
    help = (
        "End every public consultation whose days are over. The task queue does so by itself; run this from "
        "cron as well, every hour, for a worker may have been down. Safe to repeat."
    )

    def handle(self, *args, **options):
        stuck = end_due()
        for consultation in stuck:
            self.stderr.write(f"Consultation {consultation.pk}: some nominations could not go on.")
        if stuck:
            raise CommandError(f"{len(stuck)} consultations need a screener", returncode=1)
        self.stdout.write(self.style.SUCCESS("No consultation waits for its end."))
