from django.core.management.base import BaseCommand

from nominations.papers.defaults import write_defaults


class Command(BaseCommand):
    help = "Draw the default templates of the papers anew, into nominations/papers/defaults."

    def handle(self, *args, **options):
        for path in write_defaults():
            self.stdout.write(str(path))
