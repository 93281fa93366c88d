"""The columns of the list of nominations."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn

from ..stages import DECIDED, Stage


def dossier_url(nomination) -> str:
    """The address of a nomination's dossier in the admin."""
    return reverse("wagtailadmin_pages:edit", args=[nomination.pk])


class WaitingColumn(Column):
    """Whole days since somebody has had to act; nothing where nobody has to."""

    cell_template_name = "nominations/dossiers/waiting_cell.html"


COLUMNS = [
    TitleColumn("title", label=_("Code"), get_url=dossier_url, sort_key="title", classname="nomination-code"),
    Column(
        "candidate",
        label=_("Candidate"),
        accessor="candidate.name",
        sort_key="candidate__sort_name",
        classname="nomination-name",
    ),
    Column("unit", label=_("Unit"), accessor="unit.name", sort_key="unit__name_vi"),
    Column("field", label=_("Field"), accessor="field.name", sort_key="field__sort_order"),
    StatusTagColumn(
        "stage",
        label=_("Stage"),
        accessor="get_stage_display",
        sort_key="stage",
        primary=lambda nomination: nomination.stage in DECIDED or nomination.stage == Stage.ACCEPTED,
    ),
    WaitingColumn("days_waiting", label=_("Waiting"), sort_key="stage_since"),
]
