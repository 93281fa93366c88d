"""The facts of a progress report: the plan's assignments on this day, and how many units have answered."""

from django.utils import timezone

from ..campaigns.models import CampaignPage
from ..campaigns.plans import PlanFacts, Task, Turnout
from .board import DutyRow, duties_of, read_board
from .models import Duty, DutyReport, Plan
from .rules import Standing


def has_duties(campaign: CampaignPage) -> bool:
    return Duty.objects.filter(campaign=campaign).exists()


def plan_of(campaign: CampaignPage) -> PlanFacts | None:
    """A campaign's plan; None where it has no assignment. A constant number of queries."""
    today = timezone.localdate()
    rows = duties_of(campaign, today)
    if not rows:
        return None
    plan = Plan.objects.filter(campaign=campaign).first()
    latest = latest_reports(campaign)
    return PlanFacts(
        as_of=today,
        tasks=tuple(task(row, latest.get(row.duty.pk, [])) for row in rows),
        turnout=turnout(campaign),
        title=plan.title if plan else "",
        number=plan.number if plan else "",
        signed_on=plan.signed_on if plan else None,
    )


def latest_reports(campaign: CampaignPage) -> dict[int, list[DutyReport]]:
    """The latest report of each unit on each assignment, by assignment."""
    found: dict[int, dict[int, DutyReport]] = {}
    for report in DutyReport.objects.filter(duty__campaign=campaign).select_related("unit"):
        found.setdefault(report.duty_id, {}).setdefault(report.unit_id, report)
    return {duty: list(reports.values()) for duty, reports in found.items()}


def task(row: DutyRow, reports: list[DutyReport]) -> Task:
    duty = row.duty
    led = next((report for report in reports if report.unit_id == duty.lead_id), None)
    return Task(
        title=duty.title,
        lead=duty.lead.name_vi,
        due_on=duty.due_on,
        status=row.progress,
        supporting=tuple(unit.name_vi for unit in duty.supporting.all()),
        percentage=led.percentage if led else None,
        result=led.text if led else "",
        days_late=row.days_late,
        cost=duty.cost,
        budget_source=duty.budget_source,
        difficulties=said(reports, "difficulties"),
        proposals=said(reports, "proposals"),
    )


def said(reports: list[DutyReport], name: str) -> tuple[str, ...]:
    """What units wrote under one heading, each with its name."""
    return tuple(f"{each.unit.name_vi}: {text}" for each in reports if (text := getattr(each, name).strip()))


def turnout(campaign: CampaignPage) -> Turnout:
    board = read_board(campaign)
    filed = sum(sum(row.counts.values()) - row.counts["drafts"] for row in board.rows)
    return Turnout(
        units=len(board.rows),
        submitted=board.count(Standing.SUBMITTED),
        drafting=board.count(Standing.DRAFTING),
        abstained=board.count(Standing.ABSTAINED),
        silent=board.count(Standing.SILENT),
        nominations=filed,
    )
