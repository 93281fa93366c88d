"""What the front page shows, at a constant number of queries."""

from functools import reduce
from operator import or_

from django.db.models import Case, Count, Prefetch, Q, When
from django.utils import timezone

from exemplars.columns.querysets import behind_a_door
from exemplars.models import ColumnPage, ConferencePage, ExemplarPage
from nominations.models import CampaignPage, Consultation, Quota

from .articles.models import ArticlePage

#: People besides the newest, who has the petal to himself.
RECENT = 8
COLUMNS = 3
#: Entries under each column.
ENTRIES = 2


def people(profiles) -> dict:
    """The newest honoree, those before, the latest national exemplar, and the figures of the whole book."""
    newest_first = profiles.newest_first()
    national = newest_first.filter(honour=ExemplarPage.Honour.NATIONAL)
    wanted = Q(pk__in=newest_first.values("pk")[: RECENT + 1]) | Q(pk__in=national.values("pk")[:1])
    cards = list(newest_first.with_card().filter(wanted))
    newest, *recent = cards[: RECENT + 1] or [None]
    return {
        "newest": newest,
        "exemplars": recent,
        "national": next((card for card in cards if card.honour == ExemplarPage.Honour.NATIONAL), None),
        "figures": profiles.aggregate(
            people=Count("pk"), units=Count("unit", distinct=True), fields=Count("field", distinct=True)
        ),
    }


def campaigns() -> dict:
    """The campaign that takes nominations and closes first; where none does, the one that closed last."""
    published = CampaignPage.objects.live().filter(~behind_a_door()).select_related("locale")
    quotas = Prefetch("quotas", queryset=Quota.objects.select_related("field"))
    now = timezone.now()
    campaign = published.open_at(now).prefetch_related(quotas).first()
    last = None if campaign else published.filter(closes_at__lte=now).order_by("-closes_at", "-pk").first()
    return {"campaign": campaign, "last_campaign": last}


def columns(home, profiles) -> dict:
    """The first columns of this language in the editors' order, each with its ``latest`` articles.

    A column without an article names its people instead.
    """
    columns_here = ColumnPage.objects.descendant_of(home).published()
    shown = list(columns_here.select_related("locale").order_by("path")[:COLUMNS])
    articles = ArticlePage.objects.published().latest_first().select_related("locale")
    fill(shown, articles, [articles.child_of(column) for column in shown])
    bare = [column for column in shown if not column.latest]
    fill(bare, profiles.select_related("locale"), [column.profiles(profiles) for column in bare])
    return {"columns": shown}


def fill(shown: list, rows, sources: list) -> None:
    """Give each column the first entries of its own source, all of them read with one query."""
    wanted = {
        f"column_{place}": Case(When(pk__in=source.values("pk")[:ENTRIES], then=True), default=False)
        for place, source in enumerate(sources)
    }
    named = reduce(or_, (Q(**{name: True}) for name in wanted), Q(pk__in=()))
    found = list(rows.annotate(**wanted).filter(named)) if wanted else []
    for place, column in enumerate(shown):
        column.latest = [row for row in found if getattr(row, f"column_{place}")]


def conference(home) -> dict:
    """The next conference of this language that is not over, with what happens first."""
    open_to_all = (
        ConferencePage.objects.descendant_of(home).live().filter(~behind_a_door(), alias_of__isnull=True)
    )
    coming = open_to_all.to_come(timezone.now()).select_related("locale").prefetch_related("programme")
    return {"conference": coming.first()}


def consultation() -> dict:
    """The list that is open to comment and closes first."""
    running = Consultation.objects.running().filter(campaign__live=True).select_related("campaign")
    counted = running.annotate(people=Count("entries", filter=Q(entries__status="open")))
    return {"consultation": counted.order_by("closes_on", "pk").first()}
