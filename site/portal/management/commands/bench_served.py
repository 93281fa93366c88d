"""``manage.py bench_served [--bakerydemo HOST:PORT]``: requests a second through gunicorn, page cache and nginx."""

import http.client
import re
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

from exemplars.models import ExemplarIndexPage, ExemplarPage
from portal.bench import load, servers


@dataclass(frozen=True)
class Row:
    """One address of one server, and the row that it is compared with: what part of that one is to be reached."""

    name: str
    host: str
    path: str
    against: str = ""
    target: float = 0


class Command(BaseCommand):
    """Prints; decides nothing. The rows take turns in every round, so that a busy moment meets all alike."""

    help = "Measure requests a second of pages, API and feed as they are deployed."

    def add_arguments(self, parser):
        parser.add_argument("--rounds", type=int, default=3)
        parser.add_argument("--seconds", type=float, default=3)
        parser.add_argument(
            "--bakerydemo", default="", help="host:port of a running bakerydemo, to compare with"
        )

    def handle(self, *, rounds: int, seconds: float, bakerydemo: str, **options):
        with ExitStack() as stack:
            # The first request also makes what is made once, and is not measured.
            rows = [row for row in self.rows(stack, bakerydemo) if self.answers(row)]
            found = {row: [] for row in rows}
            for _round in range(rounds):
                for row in rows:
                    found[row].append(load.measure(row.host, row.path, seconds))
        self.write(found)

    def answers(self, row: Row) -> bool:
        try:
            fetch(row.host, row.path)
        except RuntimeError as refusal:
            self.stdout.write(f"{row.name} is left out: {refusal}")
            return False
        return True

    def rows(self, stack: ExitStack, bakerydemo: str) -> list[Row]:
        plain = stack.enter_context(servers.portal(page_cache=0))
        profile, book = addresses()
        rows = [
            Row("profile", plain, profile, "bakerydemo detail", 1.5),
            Row("index of 24", plain, book, "bakerydemo index", 1.5),
            Row("API list of 20", plain, "/api/v1/profiles?limit=20", "API v2 list of 20", 4),
            Row("API v2 list of 20", plain, "/api/v2/pages/?type=exemplars.ExemplarPage&fields=*&limit=20"),
            Row("feed of 20", plain, "/feeds/rss/"),
        ]
        if bakerydemo:
            rows += [
                Row("bakerydemo detail", bakerydemo, first_bread(bakerydemo)),
                Row("bakerydemo index", bakerydemo, "/breads/"),
            ]
        if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
            self.stdout.write("No REDIS_URL: the page cache is not measured.")
            return rows
        cached = stack.enter_context(servers.portal(page_cache=60))
        rows.append(Row("profile, page cache", cached, profile, "a file by nginx", 0.05))
        if servers.NGINX:
            folder = Path(stack.enter_context(TemporaryDirectory()))
            front = stack.enter_context(servers.nginx(folder, cached, fetch(cached, profile)))
            rows += [
                Row("profile, nginx cache", front, profile, "a file by nginx", 0.75),
                Row("a file by nginx", front, "/static-copy"),
            ]
        return rows

    def write(self, found: dict[Row, list[load.Measured]]) -> None:
        rates = {row.name: median(one.rate for one in measured) for row, measured in found.items()}
        tool = "wrk" if load.WRK else "threads of Python"
        profiles = ExemplarPage.objects.live().count()
        self.stdout.write(
            f"{profiles:,} published profiles, {connection.vendor}, gunicorn with 2 workers, {tool}"
        )
        self.stdout.write(f"{'':<24}{'requests/s':>12}{'p99 ms':>10}{'failed':>8}   compared")
        for row, measured in found.items():
            slow, failed = median(one.slow for one in measured), sum(one.failed for one in measured)
            ratio = rates[row.name] / rates[row.against] if rates.get(row.against) else None
            compared = f"{ratio:.2f} × {row.against}, to reach {row.target:g}" if ratio else ""
            self.stdout.write(f"{row.name:<24}{rates[row.name]:>12.1f}{slow:>10.1f}{failed:>8}   {compared}")


def addresses() -> tuple[str, str]:
    """The paths of a profile and of the book of honour."""
    book = ExemplarIndexPage.objects.filter(locale__language_code="vi").live().get()
    return ExemplarPage.objects.child_of(book).published().newest_first()[0].relative_url(
        None
    ), book.relative_url(None)


def fetch(host: str, path: str) -> bytes:
    """One answer, whole. RuntimeError where it is no success."""
    asked = http.client.HTTPConnection(host, timeout=60)
    asked.request("GET", path)
    answer = asked.getresponse()
    content = answer.read()
    asked.close()
    if answer.status != 200:
        raise RuntimeError(f"http://{host}{path} answers {answer.status}.")
    return content


def first_bread(host: str) -> str:
    """The address of one of bakerydemo's breads, as its own index links it."""
    return re.search(rb'href="(/breads/[^"/]+/)"', fetch(host, "/breads/"))[1].decode()
