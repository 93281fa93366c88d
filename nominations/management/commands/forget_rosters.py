"""``manage.py forget_rosters``: destroy what is private about people of conferences long over. Run it every day."""

from django.core.management.base import BaseCommand

from nominations.delegates.actions import forget_rosters


class Command(BaseCommand):
    help = "Destroy addresses, needs and seats of people of conferences that are over by ROSTERS_KEPT_DAYS."

    def handle(self, **options):
        self.stdout.write(f"{forget_rosters()} people forgotten")
