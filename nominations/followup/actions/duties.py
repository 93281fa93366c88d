"""Assignments: units report, the department answers."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from exemplars.models import Unit

from ...dossiers.files import sniff
from ...membership.models import units_of
from ...refusals import Refused
from .. import notices
from ..models import Duty, DutyReport, ReportFile
from ..permissions import may_keep_plans

#: What one report may carry.
MOST_FILES = 5


class AlreadyDone(Refused):
    message = _("The department has found this assignment done. Nothing more can be reported.")


class AlreadyAnswered(Refused):
    message = _("This report has been answered already.")


def lock(duty: Duty) -> Duty:
    """Lock an assignment until the transaction ends and return it as it is now."""
    return Duty.objects.select_for_update(of=("self",)).get(pk=duty.pk)


@transaction.atomic
def report_progress(
    *,
    duty: Duty,
    unit: Unit,
    user,
    text: str,
    percentage: int,
    difficulties: str = "",
    proposals: str = "",
    uploads=(),
    request_key: uuid.UUID | None = None,
) -> DutyReport:
    """Store what a unit named on an assignment says of it; the same ``request_key`` twice stores one report.

    With one file refused nothing is stored: a report never stands without what it speaks of. Raises
    FileRefused, AlreadyDone, or PermissionDenied for whoever does not file for a unit that is named.
    """
    duty = lock(duty)
    if unit.pk not in duty.unit_ids or unit.pk not in {own.pk for own in units_of(user)}:
        raise PermissionDenied
    if request_key and (same := duty.reports.filter(request_key=request_key).first()):
        return same
    if duty.done_at:
        raise AlreadyDone
    uploads = list(uploads)
    if len(uploads) > MOST_FILES:
        raise Refused(_("A report carries at most five files."))
    report = DutyReport.objects.create(
        duty=duty,
        unit=unit,
        text=text,
        percentage=percentage,
        difficulties=difficulties,
        proposals=proposals,
        reported_by=user,
        reported_at=timezone.now(),
        request_key=request_key or uuid.uuid4(),
    )
    for upload in uploads:
        attach(report, upload)
    data = {"duty": duty.pk, "unit": unit.code, "percentage": percentage, "files": len(uploads)}
    log(duty.campaign, "nominations.duty_reported", user=user, data=data)
    return report


def attach(report: DutyReport, upload) -> ReportFile:
    """Store one file as what its bytes are; raises FileRefused."""
    sniffed = sniff(upload)
    stored = ReportFile(
        report=report,
        original_name=sniffed.name,
        media_type=sniffed.media_type,
        size=sniffed.size,
        sha256=sniffed.sha256,
    )
    stored.file.save(sniffed.name, sniffed.content, save=False)
    stored.save()
    return stored


def require_keeping(user) -> None:
    if not may_keep_plans(user):
        raise PermissionDenied


@transaction.atomic
def answer_report(*, report: DutyReport, user, verdict: str, comment: str = "") -> DutyReport:
    """Accept a report or ask for more, once; the unit's people are told by mail."""
    require_keeping(user)
    duty = lock(report.duty)
    report = DutyReport.objects.get(pk=report.pk)
    if report.verdict:
        raise AlreadyAnswered
    report.verdict, report.comment = verdict, comment
    report.answered_by, report.answered_at = user, timezone.now()
    report.save(update_fields=["verdict", "comment", "answered_by", "answered_at"])
    notices.report_answered(report)
    data = {"duty": duty.pk, "report": report.pk, "verdict": verdict}
    log(duty.campaign, "nominations.duty_answered", user=user, data=data)
    return report


@transaction.atomic
def finish_duty(*, duty: Duty, user) -> Duty:
    """Find an assignment done; one that is done already stays as it is."""
    require_keeping(user)
    duty = lock(duty)
    if duty.done_at is None:
        duty.done_at, duty.done_by = timezone.now(), user
        duty.save(update_fields=["done_at", "done_by"])
        log(duty.campaign, "nominations.duty_done", user=user, data={"duty": duty.pk})
    return duty


@transaction.atomic
def reopen_duty(*, duty: Duty, user) -> Duty:
    """Take back that an assignment is done."""
    require_keeping(user)
    duty = lock(duty)
    if duty.done_at is not None:
        duty.done_at = duty.done_by = None
        duty.save(update_fields=["done_at", "done_by"])
        log(duty.campaign, "nominations.duty_reopened", user=user, data={"duty": duty.pk})
    return duty
