"""A unit's own list as a workbook: every nomination with its stage, code and dates."""

from io import BytesIO

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from wagtail.models import PageLogEntry

from ...audit.exports import log_export
from ...dossiers.fields import DAY
from ...dossiers.models import NominationPage
from .sheets import FRAME, put, put_headings

WIDTHS = (18, 30, 34, 30, 36, 26, 16, 16, 18)


def list_of(request) -> bytes:
    """Return the list of a person's units, the newest campaign first; one query for all rows."""
    rows = [line(nomination) for nomination in nominations_of(request.user)]
    log_export(request, subject=request.user, name="unit_nominations", rows=len(rows), kind="xlsx")
    book = Workbook()
    page = book.active
    page.title = _("Nominations")[:31]
    put_headings(page, 1, headings())
    for number, values in enumerate(rows, start=2):
        for place, value in enumerate(values, start=1):
            put(page, number, place, value).border = FRAME
    for place, width in enumerate(WIDTHS, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    page.freeze_panes = "C2"
    page.auto_filter.ref = f"A1:{get_column_letter(len(WIDTHS))}{len(rows) + 1}"
    page.print_title_rows = "1:1"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def nominations_of(user):
    """The nominations of a person's units, each with the moment at which it was opened."""
    opened = PageLogEntry.objects.filter(page=OuterRef("pk"), action="nominations.create").order_by("pk")
    own = NominationPage.objects.of_member(user).with_dossier().select_related("campaign")
    own = own.annotate(opened_at=Subquery(opened.values("timestamp")[:1])).defer("case", "summary")
    return own.order_by("-campaign__opens_at", "unit__sort_order", "title")


def headings() -> list[str]:
    return [
        _("Code"), _("Candidate"), _("Campaign"), _("Unit"), _("Field"), _("Stage"), _("Opened on"),
        _("Submitted on"), _("In this stage since"),
    ]  # fmt: skip


def line(nomination: NominationPage) -> list[str]:
    field = nomination.field
    return [
        nomination.reference,
        nomination.candidate.name,
        nomination.campaign.title,
        nomination.unit.name,
        field.name if field else "",
        str(nomination.get_stage_display()),
        day(nomination.opened_at),
        day(nomination.submitted_at),
        day(nomination.stage_since),
    ]


def day(moment) -> str:
    return timezone.localtime(moment).strftime(DAY) if moment else ""
