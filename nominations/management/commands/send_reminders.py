from django.core.management.base import BaseCommand

from nominations.referees.actions import remind_referees
from nominations.reminders.actions import send_reminders


class Command(BaseCommand):
    help = (
        "Put the reminders that the calendar asks for into the outbox, and remind referees, each once. "
        "For cron, every hour."
    )

    def handle(self, **options):
        self.stdout.write(f"{send_reminders() + remind_referees()} written")
