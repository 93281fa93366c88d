"""The two campaigns of the demonstration: one of 2023, after the ministry's plan, and one open today."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from exemplars.models import Field, Unit
from nominations.models import (
    Allocation,
    AskedField,
    CampaignIndexPage,
    CampaignPage,
    Criterion,
    LegalBasis,
    Milestone,
    Quota,
    RulePreset,
)

from .clock import Timetable
from .content import VIETNAM


def enter_campaigns(timetable: Timetable, rows: list[dict]) -> None:
    """Let each campaign be announced the day before it opens."""
    for row in rows:
        opens_at, _ = calendar(row)
        timetable.at(opens_at - timedelta(days=1), add_campaign, row)


def add_campaign(row: dict) -> None:
    index = CampaignIndexPage.objects.get()
    opens_at, closes_at = calendar(row)
    year = year_of(row)
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
            rule_preset=RulePreset.objects.filter(name__startswith=row["preset"]).first(),
            **row["settings"],
            **parts(row),
        )
    )
    campaign.save_revision().publish()


def year_of(row: dict) -> int:
    return row.get("year") or timezone.localdate().year


def campaign_of(row: dict) -> CampaignPage:
    """Return the campaign that a row of the content became."""
    return CampaignPage.objects.get(code=row["code"], year=year_of(row))


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
        "asked_fields": [AskedField(**asked) for asked in row.get("asked_fields", ())],
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
