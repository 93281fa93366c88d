"""What a candidate finds wrong in the personal details."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from ...dossiers.actions import lock, require_member
from .. import notices
from ..models import ConsentLink, DetailReport
from .sending import lock_link


@transaction.atomic
def report_details(*, link: ConsentLink, text: str) -> DetailReport:
    """Pass on to the unit what is wrong; the same words once more, while they wait, are one report."""
    nomination = lock(link.nomination)
    lock_link(link)
    waiting = nomination.detail_reports.filter(settled_at__isnull=True, text=text)
    if same := waiting.first():
        return same
    report = DetailReport.objects.create(nomination=nomination, text=text)
    log(nomination, "nominations.report_details", user=None)
    notices.tell_unit(nomination, "details_reported", key=f"details-{report.pk}")
    return report


@transaction.atomic
def settle_report(*, report: DetailReport, user) -> None:
    """Note that the unit has dealt with what a candidate found wrong; once more changes nothing."""
    nomination = lock(report.nomination)
    require_member(user, nomination.unit)
    DetailReport.objects.filter(pk=report.pk, settled_at__isnull=True).update(
        settled_by=user, settled_at=timezone.now()
    )
