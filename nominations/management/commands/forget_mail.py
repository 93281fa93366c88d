"""``manage.py forget_mail [--days 400]``: delete the rows of mail that is long over. Run it once a day."""

from datetime import timedelta

from django.core.management.base import BaseCommand, CommandError

from nominations.mail.actions import forget_mail


class Command(BaseCommand):
    help = "Delete the rows of mail that was sent, or given up, long ago. Run it once a day."

    def add_arguments(self, parser):
        parser.add_argument(
            "--days", type=int, default=400, help="Keep what is younger (default: 400, at least 90)."
        )

    def handle(self, *, days: int, **options):
        try:
            forgotten = forget_mail(timedelta(days=days))
        except ValueError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{forgotten} mails forgotten")
