"""``manage.py bench [--rounds N] [--as NAME]``: how long pages take, and how often they ask the database."""

from statistics import quantiles
from time import perf_counter

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exemplars.models import ExemplarIndexPage, ExemplarPage
from exemplars.profiles.listing import PAGE_SIZE
from nominations.models import CampaignPage, NominationPage

#: A rare word, a common one, two, the beginning of one, a mistyped name, a phrase, and what nobody says.
QUESTIONS = (
    "meo",
    "nguyen",
    "chuyen doi",
    "suo",
    "ngyuen vna an",
    "%22chuyen doi so%22",
    "khongcotrongdanhsach",
)


class Command(BaseCommand):
    """Prints; decides nothing. Load demo content or ``load_scale`` first."""

    help = "Time the public pages against the database at hand."

    def add_arguments(self, parser):
        parser.add_argument("--rounds", type=int, default=30)
        parser.add_argument("--as", dest="reviewer", help="time the reviewers' pages as this account instead")

    def handle(self, *, rounds: int, reviewer: str | None, **options):
        client = Client(headers={"host": "127.0.0.1"})
        if reviewer:
            sign_in(client, reviewer)
        profiles, dossiers = ExemplarPage.objects.live().count(), NominationPage.objects.count()
        self.stdout.write(f"{profiles:,} published profiles, {dossiers:,} nominations, {connection.vendor}")
        self.stdout.write(f"{'address':<44}{'median ms':>10}{'p95 ms':>10}{'queries':>10}")
        for address in reviewers_addresses() if reviewer else addresses():
            median, slow, queries = measure(client, address, rounds)
            self.stdout.write(f"{address[:43]:<44}{median:>10.1f}{slow:>10.1f}{queries:>10}")


def addresses() -> list[str]:
    """The pages that readers and other systems ask for most."""
    index = ExemplarIndexPage.objects.filter(locale__language_code="vi").live().first()
    profile = ExemplarPage.objects.live().first()
    if index is None or profile is None:
        raise CommandError("There is nothing to read yet: run `make demo` or `manage.py load_scale` first.")
    book = index.relative_url(None)
    return [
        "/",
        book,
        *pages_far_in(book, index),
        *(f"{book}?q={words}" for words in QUESTIONS),
        *(f"/tim-kiem/?q={words}" for words in QUESTIONS),
        *(f"/tim-kiem/goi-y/?q={words}" for words in ("ng", "suo")),
        profile.relative_url(None),
        "/api/v1/profiles",
        "/feeds/rss/",
    ]


def pages_far_in(book: str, index: ExemplarIndexPage) -> list[str]:
    """The page in the middle of the book, from which both ends are farthest, and the last."""
    last = max(1, -(-index.entries.count() // PAGE_SIZE))
    return [f"{book}?page={(last + 1) // 2}", f"{book}?page={last}"]


def sign_in(client: Client, name: str) -> None:
    user = get_user_model().objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"There is no account {name!r}.")
    client.force_login(user)


def reviewers_addresses() -> list[str]:
    """The queue in the ways in which it is looked at, and one dossier."""
    queue, waiting = reverse("nominations:index"), NominationPage.objects.filter(stage="submitted").first()
    asked = (
        "",
        "?state=open",
        "?late=1",
        "?screener=nobody",
        "?flag=person",
        "?resubmitted=1",
        "?q=nguyen+lan",
        "?p=40",
    )
    dossier = [reverse("wagtailadmin_pages:edit", args=[waiting.pk])] if waiting else []
    return [*(f"{queue}{query}" for query in asked), *dossier, *boards()]


def boards() -> list[str]:
    """The board of units of the campaign that has the most nominations, as it opens and with every unit."""
    campaign = CampaignPage.objects.annotate(size=Count("nominations")).order_by("-size").first()
    address = reverse("chasing:board", args=[campaign.pk]) if campaign else ""
    return [address, f"{address}?state=all"] if campaign else []


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
