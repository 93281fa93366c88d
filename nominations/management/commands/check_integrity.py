from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction

from exemplars.profiles.integrity import gate_problems
from nominations.consultation.integrity import list_problems
from nominations.council.integrity import ballot_problems
from nominations.decisions.integrity import reserve_problems, standing_problems
from nominations.dossiers.integrity import file_problems, placement_problems, tree_problems

CHECKS = (
    standing_problems,
    reserve_problems,
    ballot_problems,
    list_problems,
    placement_problems,
    tree_problems,
    gate_problems,
)


class Command(BaseCommand):
    help = "Prove that stages, workflows, decisions, seats, page tree and public profiles agree. Changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("--files", action="store_true", help="Read every evidence file as well.")

    def handle(self, *args, files: bool, **options):
        with one_moment():
            problems = [line for check in CHECKS for line in check()]
        if files:
            problems += file_problems()
        for problem in problems:
            self.stdout.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} problems", returncode=1)
        self.stdout.write(self.style.SUCCESS("Everything agrees."))


@contextmanager
def one_moment() -> Iterator[None]:
    """See all rows as they are at one moment, so that people at work meanwhile raise no false alarm."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield
