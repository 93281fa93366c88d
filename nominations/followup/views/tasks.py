"""A unit's assignments: what is to be done, what was reported, and reporting."""

from django.contrib import messages
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from exemplars.models import Unit

from ...dossiers.views import PRIVATE_FILE_HEADERS
from ...membership.models import units_of
from ...refusals import FileRefused, Refused
from ..actions.duties import report_progress
from ..board import row_of, with_units
from ..forms import ReportForm
from ..models import Duty, ReportFile
from ..permissions import may_follow
from ..rules import Progress

#: The order in which a unit reads its assignments: what is late first, what is done last.
ORDER = [Progress.OVERDUE, Progress.WAITING, Progress.UNDER_WAY, Progress.REPORTED, Progress.DONE]


def rows_of(user) -> list:
    """What the person's units lead or support, in live campaigns, the most pressing first."""
    duties = with_units(Duty.objects.of_units(units_of(user)).filter(campaign__live=True).with_latest())
    today = timezone.localdate()
    rows = [row_of(duty, today) for duty in duties.in_order()]
    return sorted(rows, key=lambda row: (ORDER.index(row.progress), row.duty.due_on))


def own_duty(user, duty_id: int) -> Duty:
    """An assignment on which one of the person's units is named; for others it does not exist."""
    found = Duty.objects.of_units(units_of(user)).filter(campaign__live=True).with_latest()
    return get_object_or_404(with_units(found), pk=duty_id)


@require_safe
def tasks(request):
    rows = rows_of(request.user)
    own = {unit.pk for unit in units_of(request.user)}
    context = {
        "open": [row for row in rows if row.progress != Progress.DONE],
        "done": [row for row in rows if row.progress == Progress.DONE],
        "own": own,
    } | heading(request)
    return render(request, "nominations/followup/tasks.html", context)


def heading(request) -> dict:
    units = units_of(request.user)
    return {"units": units, "unit": units[0] if len(units) == 1 else None}


def reporters(request, duty: Duty):
    """The person's units that are named on an assignment, its lead first."""
    named = [unit.pk for unit in units_of(request.user) if unit.pk in duty.unit_ids]
    return Unit.objects.filter(pk__in=named)


@require_http_methods(["GET", "HEAD", "POST"])
def task(request, duty_id: int):
    """Read an assignment with its history; report on it. A refused report comes back as it was typed."""
    duty = own_duty(request.user, duty_id)
    units = reporters(request, duty)
    if request.method != "POST":
        return show(request, duty, ReportForm(units=units))
    form = ReportForm(request.POST, request.FILES, units=units)
    if not form.is_valid():
        return show(request, duty, form, status=422)
    answers = dict(form.cleaned_data)
    uploads = answers.pop("files")
    try:
        report_progress(duty=duty, user=request.user, uploads=uploads, **answers)
    except FileRefused as refusal:
        form.add_error("files", str(refusal.message))
        return show(request, duty, form, status=422)
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return show(request, duty, form, status=409)
    messages.success(request, _("Your report was stored. The department reads it now."))
    return redirect("followup:task", duty.pk)


def show(request, duty: Duty, form: ReportForm, status: int = 200):
    reports = duty.reports.select_related("unit", "reported_by").prefetch_related("files")
    context = {
        "row": row_of(duty, timezone.localdate()),
        "duty": duty,
        "form": form,
        "reports": reports,
        "leads": duty.lead_id in {unit.pk for unit in units_of(request.user)},
    } | heading(request)
    return render(request, "nominations/followup/task.html", context, status=status)


@require_safe
def report_file(request, file_id: int):
    """Send a file of a report to the units named on its assignment and to those who follow units."""
    found = get_object_or_404(ReportFile.objects.select_related("report__duty"), pk=file_id)
    duty = found.report.duty
    named = Duty.objects.of_units(units_of(request.user)).filter(pk=duty.pk, campaign__live=True)
    if not may_follow(request.user) and not named.exists():
        raise Http404
    try:
        content = found.file.open("rb")
    except FileNotFoundError as lost:
        raise Http404 from lost
    return FileResponse(
        content,
        as_attachment=True,
        filename=found.original_name,
        content_type=found.media_type,
        headers=PRIVATE_FILE_HEADERS,
    )
