from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.loading.scale import load_scale


class Command(BaseCommand):
    help = "Add large data to measure with: published profiles and nominations of people who do not exist."

    def add_arguments(self, parser):
        parser.add_argument("--profiles", type=int, default=0, help="how many published profiles to add")
        parser.add_argument("--nominations", type=int, default=0, help="how many nominations to add")
        parser.add_argument("--units", type=int, default=150, help="how many units there are to be in all")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same people")

    def handle(self, *args, profiles: int, nominations: int, units: int, seed: int, **options):
        if not getattr(settings, "DEMO_ALLOWED", False):
            raise CommandError("Large data is not for these settings: DEMO_ALLOWED is not set.")
        if min(profiles, nominations, units) < 0:
            raise CommandError("Give numbers from 0 on.")
        wanted = {"profiles": profiles, "nominations": nominations, "units": units, "seed": seed}
        for kind, count, seconds in load_scale(**wanted):
            self.stdout.write(f"{count} {kind} in {seconds:.1f} s")
