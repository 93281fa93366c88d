"""``manage.py update_catalogues [given.po …]``: bring locale/ in step with the source and compile it."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import catalogues


class Command(BaseCommand):
    """Needs xgettext (Debian: ``gettext``); the compiled catalogues are part of the repository."""

    help = "Bring the translation catalogues in step with the source and compile them."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("contributions", nargs="*", type=Path, help="Vietnamese .po files that fill gaps")

    def handle(self, *, contributions: list[Path], **options):
        if not catalogues.can_extract():
            raise CommandError("xgettext is not on this machine: install gettext.")
        source = catalogues.extract(settings.ROOT)
        for language in catalogues.LANGUAGES:
            given = contributions if language == "vi" else []
            catalogue = catalogues.update(settings.ROOT, language, source, given)
            missing = [entry.msgid for entry in catalogue if not entry.translated()]
            self.stdout.write(f"{language}: {len(catalogue)} strings, {len(missing)} not translated")
            for msgid in missing:
                self.stdout.write(f"  {msgid!r}")
