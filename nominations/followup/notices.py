"""Mail to a unit about what it reported on an assignment."""

from django.urls import reverse

from ..mail.actions import write_to
from .models import DutyReport

#: To the people of the unit that reported.
ANSWER = "duty_answer"


def report_answered(report: DutyReport) -> None:
    """Tell the unit's people what the department says of their report, once each."""
    duty = report.duty
    for membership in report.unit.memberships.select_related("user"):
        write_to(
            membership.user,
            kind=ANSWER,
            template="duty_answered",
            context={
                "report": report,
                "duty": duty,
                "more": report.verdict == DutyReport.Verdict.MORE,
                "url": reverse("followup:task", args=[duty.pk]),
            },
            key=f"duty-answered-{report.pk}-{membership.user_id}",
            unit=report.unit,
            campaign=duty.campaign,
        )
