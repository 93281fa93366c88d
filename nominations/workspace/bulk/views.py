"""Many nominations at once: the template, the upload, what was found in it, and the one button that makes drafts."""

from dataclasses import dataclass, field
from io import BytesIO

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_safe

from ...campaigns.models import CampaignPage
from ...campaigns.rules import Window
from ...dossiers.documents import EXCEL
from ...dossiers.views import PRIVATE_FILE_HEADERS
from ...membership.models import units_of
from ...refusals import FileRefused, Refused
from ..problems import Problem, problems_of
from ..words import time_left
from .actions import Opened, confirm_upload, discard_upload, forget_uploads, keep_upload, open_upload
from .checking import Entry
from .columns import MOST_PEOPLE, plan_of
from .corrected import marked
from .duplicates import Likeness
from .forms import ConfirmForm, WorkbookForm
from .listing import list_of
from .models import BulkUpload
from .template import template

#: How many faults the page lists; the marked workbook has them all.
MOST_SHOWN = 200


class BulkView(View):
    """Download the template, and upload it filled in."""

    def setup(self, request, *args, campaign_id, **kwargs):
        self.arrived = timezone.now()
        super().setup(request, *args, campaign_id=campaign_id, **kwargs)
        self.campaign = get_object_or_404(CampaignPage.objects.live(), id=campaign_id)
        self.units = units_of(request.user)

    def get(self, request, campaign_id):
        return self.show(WorkbookForm(units=self.units))

    def post(self, request, campaign_id):
        forget_uploads()
        form = WorkbookForm(request.POST, request.FILES, units=self.units)
        if not form.is_valid():
            return self.show(form, problems_of(form))
        try:
            kept = keep_upload(
                campaign=self.campaign,
                unit=form.cleaned_data.get("unit") or self.units[0],
                user=request.user,
                upload=form.cleaned_data["file"],
                arrived_at=self.arrived,
            )
        except FileRefused as refusal:
            form.add_error("file", str(refusal.message))
            return self.show(form, problems_of(form))
        except Refused as refusal:
            return self.show(form, [Problem(str(refusal.message))], status=409)
        except PermissionDenied as foreign:
            raise Http404 from foreign
        except OSError:
            words = _("The workbook was not kept: the storage does not answer. Try again later.")
            return self.show(form, [Problem(words)], status=503)
        return redirect("workspace:bulk-upload", kept.key)

    def show(self, form, problems=(), status=200):
        context = {
            "campaign": self.campaign,
            "form": form,
            "problems": problems,
            "unit": self.units[0] if len(self.units) == 1 else None,
            "left": time_left(self.campaign.closes_at, timezone.now()),
            "late": self.campaign.window is Window.CLOSED,
            "is_open": self.campaign.is_open,
            "most": MOST_PEOPLE,
        }
        return render(self.request, "nominations/workspace/bulk/upload.html", context, status=status)


@require_safe
def bulk_template(request, campaign_id: int):
    """The template of a campaign, in the reader's language."""
    campaign = get_object_or_404(CampaignPage.objects.live(), id=campaign_id)
    name = _("template-%(code)s.xlsx") % {"code": f"{campaign.code}-{campaign.year}"}
    return workbook(template(plan_of(campaign)), name)


@dataclass
class PersonLine:
    """One person of the preview: what the row holds, and whom the person resembles."""

    entry: Entry
    alike: Likeness = field(default_factory=Likeness)


class UploadView(View):
    """What a workbook holds: everything to correct, or the drafts that will be made."""

    def setup(self, request, *args, key, **kwargs):
        self.arrived = timezone.now()
        super().setup(request, *args, key=key, **kwargs)
        self.upload = own_upload(request.user, key)

    def get(self, request, key):
        return self.done() if self.upload.confirmed_at else self.show()

    def post(self, request, key):
        if request.POST.get("go") == "discard" and not self.upload.confirmed_at:
            discard_upload(upload=self.upload, user=request.user)
            return redirect("workspace:bulk", self.upload.campaign_id)
        form = ConfirmForm(request.POST)
        form.is_valid()
        try:
            confirm_upload(
                upload=self.upload,
                user=request.user,
                without_known=form.cleaned_data["without_known"],
                arrived_at=self.arrived,
            )
        except Refused as refusal:
            return self.show([Problem(str(refusal.message))], status=409)
        return redirect("workspace:bulk-upload", self.upload.key)

    def show(self, problems=(), status=200):
        try:
            opened = open_upload(self.upload)
        except Refused as refusal:
            opened, problems, status = None, [*problems, Problem(str(refusal.message))], 409
        context = self.context(problems) | (found_in(opened) if opened else {})
        return render(self.request, "nominations/workspace/bulk/preview.html", context, status=status)

    def done(self):
        made = list(self.upload.made.select_related("candidate", "field").defer("case").order_by("title"))
        context = self.context() | {"made": made}
        return render(self.request, "nominations/workspace/bulk/done.html", context)

    def context(self, problems=()) -> dict:
        campaign = self.upload.campaign
        return {
            "upload": self.upload,
            "unit": self.upload.unit,
            "campaign": campaign,
            "problems": problems,
            "left": time_left(campaign.closes_at, timezone.now()),
            "late": campaign.window is Window.CLOSED,
        }


def found_in(opened: Opened) -> dict:
    """What the preview shows of a checked workbook: faults, or the people with those who resemble others first."""
    entries, faults = opened.checked.entries, opened.checked.faults
    lines = [PersonLine(entry, opened.likenesses.get(entry.row, Likeness())) for entry in entries]
    return {
        "faults": faults[:MOST_SHOWN],
        "more_faults": max(len(faults) - MOST_SHOWN, 0),
        "fault_count": len(faults),
        "lines": lines,
        "twice": [line for line in lines if line.alike.rows],
        "known": [line for line in lines if line.alike.nominations],
        "incomplete": sum(bool(entry.lacking) for entry in entries),
    }


@require_safe
def bulk_corrected(request, key):
    """The workbook back, with what is to be corrected marked in it."""
    upload = own_upload(request.user, key)
    if upload.confirmed_at:
        raise Http404
    try:
        opened = open_upload(upload)
    except Refused as lost:
        raise Http404 from lost
    stem = upload.file_name.rpartition(".")[0] or upload.file_name
    name = _("%(name)s-to-correct.xlsx") % {"name": stem}
    return workbook(marked(opened.data, opened.checked.faults), name)


@require_safe
def own_list(request):
    """All nominations of the person's units as a workbook; that it left the portal is logged."""
    name = _("nominations-%(day)s.xlsx") % {"day": f"{timezone.localdate():%Y%m%d}"}
    return workbook(list_of(request), name)


def own_upload(user, key) -> BulkUpload:
    """Return an upload of one of the person's units that is still kept; for others it does not exist."""
    own = BulkUpload.objects.of_member(user).in_force().select_related("unit", "campaign")
    return get_object_or_404(own, key=key)


def workbook(data: bytes, name: str) -> FileResponse:
    """Send a workbook as a download that nobody on the way keeps."""
    return FileResponse(
        BytesIO(data), as_attachment=True, filename=name, content_type=EXCEL, headers=PRIVATE_FILE_HEADERS
    )
