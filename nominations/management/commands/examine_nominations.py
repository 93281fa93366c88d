from time import monotonic

from django.core.management.base import BaseCommand

from nominations.models import Flag, NominationPage
from nominations.screening.actions.findings import examine_nomination


class Command(BaseCommand):
    """For nominations that were loaded or imported, and after a threshold was changed; else intake does it."""

    help = "Look for duplicates, earlier honours and copied reports in every nomination that was handed in."

    def add_arguments(self, parser):
        parser.add_argument("--campaign", help="the code and year of one campaign, for example DHTT-2023")

    def handle(self, *, campaign: str | None, **options):
        rows = (
            NominationPage.objects.handed_in()
            .select_related("campaign", "candidate")
            .order_by("submitted_at")
        )
        if campaign:
            code, _dash, year = campaign.rpartition("-")
            rows = rows.filter(campaign__code=code, campaign__year=int(year) if year.isdigit() else 0)
        began, count = monotonic(), 0
        for count, nomination in enumerate(rows.iterator(chunk_size=200), start=1):  # noqa: B007 - told below
            examine_nomination(nomination=nomination)
        seconds = monotonic() - began
        self.stdout.write(f"{count} nominations in {seconds:.1f} s, {Flag.objects.count()} findings in all")
