"""Check that the log is what it was: from the database, or from a file that was exported earlier."""

from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from wagtail.log_actions import log

from nominations.audit import triggers
from nominations.audit.actions import seal_entries
from nominations.audit.rules import Break, Verdict, links_in, verdict, written
from nominations.models import AuditEntry, AuditHead


class Command(BaseCommand):
    help = (
        "Check the chain of the audit log entry by entry. Says the first entry that does not hold and why, "
        "and ends with 1. Note down the hash that it prints: --expect-head finds a log cut off or written anew."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        way = parser.add_mutually_exclusive_group()
        way.add_argument("--export", type=Path, help="also write every entry to this file, one a line")
        way.add_argument("--file", type=Path, help="check this export instead, without any database")
        parser.add_argument(
            "--expect-head", default="", help="a hash noted earlier, which must stand in the chain"
        )

    def handle(self, *args, export, file, expect_head, **options):
        found = self.of_file(file, expect_head) if file else self.of_database(export, expect_head)
        if found.broken:
            raise CommandError(
                f"Entry {found.broken.sequence}: {found.broken.reason}. {found.count} entries before it hold."
            )
        self.stdout.write(f"{found.count} entries hold. Last hash: {found.head}")

    def of_file(self, file: Path, expect_head: str) -> Verdict:
        """Walk an export line by line."""
        try:
            with file.open(encoding="utf-8") as lines:
                return verdict(links_in(lines), expected_head=expect_head)
        except (OSError, UnicodeDecodeError) as unreadable:
            raise CommandError(f"{file} cannot be read: {unreadable}") from unreadable

    def of_database(self, export: Path | None, expect_head: str) -> Verdict:
        """Walk the table row by row, write it out where that is wanted, and ask whether its guards stand."""
        head = self.begin(export)
        with ExitStack() as stack:
            out = stack.enter_context(export.open("w", encoding="utf-8")) if export else None
            found = verdict(copied(AuditEntry.objects.links(), out), expected_head=expect_head)
        return found if found.broken else self.about_the_end(found, head)

    def begin(self, export: Path | None) -> AuditHead | None:
        """Seal what waits, log that the log leaves the portal where it does, and return where the chain ends."""
        seal_entries()
        head = AuditHead.objects.first()
        if export and head:
            data = {"list": "audit-log", "format": "jsonl", "rows": head.sequence}
            log(head, "nominations.export", data=data)
            seal_entries()
        return AuditHead.objects.first()

    def about_the_end(self, found: Verdict, head: AuditHead | None) -> Verdict:
        """Hold the chain against the row that said where it ends, and name guards that are gone."""
        if head and head.sequence > found.count:
            missing = f"entries {found.count + 1} to {head.sequence} are missing: the end was cut off"
            return Verdict(found.count, found.head, Break(found.count + 1, missing))
        if gone := triggers.missing(connection):
            raise CommandError(
                f"{found.count} entries hold, but nothing keeps them so: {', '.join(gone)} is gone from the database."
            )
        return found


def copied(links, out):
    """Pass entries on, writing each to ``out`` on the way where there is one."""
    for link in links:
        if out:
            out.write(written(link) + "\n")
        yield link
