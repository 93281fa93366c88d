"""``manage.py bench [--rounds N]``: how long public pages take, and how often they ask the database."""

from statistics import quantiles
from time import perf_counter

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from exemplars.models import ExemplarIndexPage, ExemplarPage


class Command(BaseCommand):
    """Prints; decides nothing. Load demo content or ``load_scale`` first."""

    help = "Time the public pages against the database at hand."

    def add_arguments(self, parser):
        parser.add_argument("--rounds", type=int, default=30)

    def handle(self, *, rounds: int, **options):
        client = Client(headers={"host": "127.0.0.1"})
        self.stdout.write(f"{ExemplarPage.objects.live().count():,} published profiles, {connection.vendor}")
        self.stdout.write(f"{'address':<44}{'median ms':>10}{'p95 ms':>10}{'queries':>10}")
        for address in addresses():
            median, slow, queries = measure(client, address, rounds)
            self.stdout.write(f"{address[:43]:<44}{median:>10.1f}{slow:>10.1f}{queries:>10}")


def addresses() -> list[str]:
    """The pages that readers and other systems ask for most."""
    index = ExemplarIndexPage.objects.filter(locale__language_code="vi").live().first()
    profile = ExemplarPage.objects.live().first()
    if index is None or profile is None:
        raise CommandError("There is nothing to read yet: run `make demo` or `manage.py load_scale` first.")
    book = index.relative_url(None)
    search = [f"{book}?q={words}" for words in ("nguyen", "chuyen doi so", "khongcotrongdanhsach")]
    return [
        "/",
        book,
        f"{book}?page=2",
        *search,
        profile.relative_url(None),
        "/api/v1/profiles",
        "/feeds/rss/",
    ]


def measure(client: Client, address: str, rounds: int) -> tuple[float, float, int]:
    """Median and 95th percentile in milliseconds over ``rounds`` requests; queries of the last."""
    client.get(address)
    times, queries = [], 0
    for _round in range(rounds):
        with CaptureQueriesContext(connection) as captured:
            started = perf_counter()
            client.get(address)
            times.append((perf_counter() - started) * 1000)
        queries = len(captured)
    cuts = quantiles(times, n=20)
    return cuts[9], cuts[18], queries
