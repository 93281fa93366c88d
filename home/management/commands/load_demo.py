from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.loading.demo import load_demo
from home.loading.people import ACCOUNTS, settle_password


class Command(BaseCommand):
    help = "Load the demonstration: two campaigns, nominations, profiles and accounts. Safe to run again."

    def add_arguments(self, parser):
        parser.add_argument(
            "--password", help="the password of all demo accounts; by default made once and kept"
        )

    def handle(self, *args, password: str | None = None, **options):
        if not getattr(settings, "DEMO_ALLOWED", False):
            raise CommandError("The demonstration is not for these settings: DEMO_ALLOWED is not set.")
        loaded = load_demo()
        password = settle_password(password, settings.VAR / "demo-password")
        self.stdout.write(
            self.style.SUCCESS(
                "The demonstration is loaded." if loaded else "The demonstration was loaded before."
            )
        )
        self.show_accounts(password)

    def show_accounts(self, password: str) -> None:
        for account in ACCOUNTS:
            self.stdout.write(f"  {account.username:<14} {account.name:<20} {account.role.value}")
        self.stdout.write(f"  password of all: {password}")
