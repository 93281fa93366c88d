"""The plan of the open campaign: its assignments, what units reported, who was reminded, and what was announced."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from exemplars.models import Unit
from nominations.followup.actions import HOLD, abstain, answer_report, finish_duty, report_progress
from nominations.models import Announcement, BouncingAddress, Chase, Duty, Membership, Plan

from .campaigns import calendar, campaign_of, day_from_today, year_of
from .clock import Timetable, moment_of
from .people import User, officer_of, person

#: Telephones that nobody has: 0900 is no one's area.
PHONE = "0900 100 {number:03d}"


def enter_plan(timetable: Timetable, plan: dict, campaign: dict) -> None:
    """Let the plan be entered when its campaign opens, and everything about it happen in its time."""
    opens_at, _closes_at = calendar(campaign)
    timetable.at(opens_at, add_plan, plan, campaign)
    for number, row in enumerate(plan["duties"]):
        timetable.at(opens_at + timedelta(minutes=number + 1), add_duty, row, campaign, number)
        for report in row.get("reports", ()):
            timetable.at(moment_of(report["at"]), add_report, report, row)
            if "answered" in report:
                timetable.at(moment_of(report["answered"]), answer, report, row)
        if "done" in row:
            timetable.at(moment_of(row["done"]), finish, row)
    for row in plan["announcements"]:
        timetable.at(moment_of(row["at"]), announce, row, campaign)
    for chase in plan["chases"]:
        timetable.at(moment_of(chase["at"]), remind, chase, plan["chase"], campaign)
    timetable.at(moment_of(plan["abstains"]["at"]), say_nobody, plan["abstains"]["unit"], campaign)
    timetable.at(moment_of(plan["bounces"]["at"]), return_mail, plan["bounces"]["unit"])
    timetable.at(
        moment_of(plan["signed_in"]), sign_in, {code for chase in plan["chases"] for code in chase["units"]}
    )


def unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def add_plan(plan: dict, campaign: dict) -> None:
    opens_at, _closes_at = calendar(campaign)
    Plan.objects.create(
        campaign=campaign_of(campaign),
        title=plan["title"].format(year=year_of(campaign)),
        number=plan["number"],
        signed_on=timezone.localdate(opens_at) - timedelta(days=plan["signed_days_before"]),
    )
    give_telephones()


def give_telephones() -> None:
    """Give every officer a telephone at work that leads nowhere."""
    for number, membership in enumerate(Membership.objects.filter(phone="").order_by("pk"), start=1):
        Membership.objects.filter(pk=membership.pk).update(phone=PHONE.format(number=400 + number))


def add_duty(row: dict, campaign: dict, order: int) -> None:
    duty = Duty.objects.create(
        campaign=campaign_of(campaign),
        title=row["title"],
        lead=unit(row["lead"]),
        due_on=day_from_today(row["due_offset_days"]),
        cost=row["cost"],
        budget_source=row["budget_source"],
        sort_order=order,
    )
    duty.supporting.set(Unit.objects.filter(code__in=row["supporting"]))


def duty_of(row: dict) -> Duty:
    return Duty.objects.get(title=row["title"])


def add_report(report: dict, row: dict) -> None:
    its_unit = unit(report["unit"])
    report_progress(
        duty=duty_of(row),
        unit=its_unit,
        user=officer_of(its_unit),
        text=report["text"],
        percentage=report["percentage"],
        difficulties=report.get("difficulties", ""),
        proposals=report.get("proposals", ""),
    )


def answer(report: dict, row: dict) -> None:
    stored = duty_of(row).reports.get(text=report["text"])
    answer_report(
        report=stored, user=person("screener"), verdict=report["verdict"], comment=report["comment"]
    )


def finish(row: dict) -> None:
    finish_duty(duty=duty_of(row), user=person("screener"))


def announce(row: dict, campaign: dict) -> None:
    about = campaign_of(campaign) if row["about_campaign"] else None
    Announcement.objects.create(
        title=row["title"], body=row["body"], campaign=about, is_important=row["is_important"]
    )


def remind(chase: dict, words: dict, campaign: dict) -> None:
    """Note that units were reminded; the letters themselves are left out, for nobody has an address yet."""
    batch, now = uuid4(), timezone.now()
    for code in chase["units"]:
        Chase.objects.create(
            campaign=campaign_of(campaign),
            unit=unit(code),
            batch=batch,
            standing="silent",
            letters=1,
            chased_by=person("screener"),
            leaves_at=now + HOLD,
            **words,
        )


def say_nobody(code: str, campaign: dict) -> None:
    its_unit = unit(code)
    abstain(campaign=campaign_of(campaign), unit=its_unit, user=officer_of(its_unit))


def sign_in(silent: set[str]) -> None:
    """Let everybody who files have signed in lately, but for the officers of the units that had to be reminded."""
    people = User.objects.filter(memberships__isnull=False).exclude(memberships__unit__code__in=silent)
    people.update(last_login=timezone.now() - timedelta(days=1, hours=5))


def return_mail(code: str) -> None:
    """Let mail to a unit's officer come back."""
    name = officer_of(unit(code)).username
    BouncingAddress.objects.get_or_create(
        address=f"{name}@example.vn", defaults={"reason": "550 5.1.1 User unknown"}
    )
