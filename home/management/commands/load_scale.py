from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.loading.scale import load_scale


class Command(BaseCommand):
    help = "Add large data to measure with: published profiles and nominations of people who do not exist."

    def add_arguments(self, parser):
        parser.add_argument("--profiles", type=int, default=0, help="how many published profiles to add")
        parser.add_argument("--nominations", type=int, default=0, help="how many nominations to add")
        parser.add_argument("--seed", type=int, default=1, help="the same seed makes the same people")

    def handle(self, *args, profiles: int, nominations: int, seed: int, **options):
        if not getattr(settings, "DEMO_ALLOWED", False):
            raise CommandError("Large data is not for these settings: DEMO_ALLOWED is not set.")
        if profiles < 0 or nominations < 0:
            raise CommandError("Give numbers from 0 on.")
        for kind, count, seconds in load_scale(profiles=profiles, nominations=nominations, seed=seed):
            self.stdout.write(f"{count} {kind} in {seconds:.1f} s")
