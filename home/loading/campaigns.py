"""The two campaigns of the demonstration: one of 2023, after the ministry's plan, and one open today."""

from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from exemplars.models import Field, Unit
from nominations.models import (
    Allocation,
    CampaignIndexPage,
    CampaignPage,
    Criterion,
    LegalBasis,
    Milestone,
    Quota,
)

from .clock import happening_at
from .content import VIETNAM, read


def load_campaigns() -> dict[str, CampaignPage]:
    """Add both campaigns, published, and return them by their key in the content."""
    index = CampaignIndexPage.objects.get()
    return {row["key"]: add_campaign(index, row) for row in read("campaigns")["campaigns"]}


def add_campaign(index: CampaignIndexPage, row: dict) -> CampaignPage:
    opens_at, closes_at = calendar(row)
    year = row.get("year") or timezone.localdate().year
    index.refresh_from_db()
    with happening_at(opens_at - timedelta(days=3)):
        campaign = index.add_child(
            instance=CampaignPage(
                title=row["title"].format(year=year),
                slug=row["slug"].format(year=year),
                code=row["code"],
                year=year,
                intro=row["intro"].format(year=year),
                form_code=row["form_code"],
                opens_at=opens_at,
                closes_at=closes_at,
                **parts(row),
            )
        )
        campaign.save_revision().publish()
    campaign.refresh_from_db()
    return campaign


def calendar(row: dict) -> tuple[datetime, datetime]:
    """When a campaign opens and closes: as written, or so many days from today."""
    if "opens_at" in row:
        return datetime.fromisoformat(row["opens_at"]), datetime.fromisoformat(row["closes_at"])
    return tuple(
        datetime.combine(
            day_from_today(row[f"{end}_offset_days"]), time.fromisoformat(row[f"{end}_time"]), VIETNAM
        )
        for end in ("opens", "closes")
    )


def day_from_today(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def parts(row: dict) -> dict[str, list]:
    """The children of a campaign, in the order in which they are written."""
    children = {
        "legal_bases": [LegalBasis(**basis) for basis in row["legal_bases"]],
        "milestones": [
            Milestone(kind=m["kind"], label=m["label_vi"], on=day_of(m)) for m in row["milestones"]
        ],
        "quotas": [quota(entry) for entry in row["quotas"]],
        "allocations": [
            Allocation(unit=Unit.objects.get(code=entry["unit"]), seats=entry["seats"])
            for entry in row["allocations"]
        ],
        "criteria": [Criterion(**criterion) for criterion in row["criteria"]],
    }
    for rows in children.values():
        for position, child in enumerate(rows):
            child.sort_order = position
    return children


def day_of(milestone: dict) -> date:
    if "on" in milestone:
        return date.fromisoformat(milestone["on"])
    return day_from_today(milestone["offset_days"])


def quota(entry: dict) -> Quota:
    return Quota(
        field=Field.objects.get(code=entry["field"]), seats=entry["seats"], reserves=entry["reserves"]
    )


@contextmanager
def held_open(campaign: CampaignPage):
    """Let a past campaign take nominations within the block; its own dates come back at the end."""
    row = CampaignPage.objects.filter(pk=campaign.pk)
    row.update(closes_at=timezone.now() + timedelta(days=1))
    yield
    row.update(closes_at=campaign.closes_at)
