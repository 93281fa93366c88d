"""``manage.py check_catalogues``: fail when a string is missing, stale, untranslated or not compiled."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import catalogues


class Command(BaseCommand):
    """Compares locale/ with the source where xgettext is present, and with itself everywhere."""

    help = "Check that the translation catalogues are complete, in step with the source, and compiled."
    requires_system_checks = ()

    def handle(self, **options):
        source = catalogues.extract(settings.ROOT) if catalogues.can_extract() else None
        if source is None:
            self.stdout.write("xgettext is not on this machine: the source itself was not compared.")
        found = [
            fault
            for language in catalogues.LANGUAGES
            for fault in catalogues.faults(settings.ROOT, language, source)
        ]
        if found:
            raise CommandError("\n".join(found))
        self.stdout.write("The catalogues are complete and compiled.")
