"""The unit's side, below the workspace."""

from django.urls import path

from ..dossiers.unit_door import for_units
from .views.unit import SendLink, paper_form, printed_link, qr_code, settle

app_name = "consents"


def at(rest: str) -> str:
    return f"nominations/<slug:reference>/consent/{rest}"


urlpatterns = [
    path(at("link/"), for_units(SendLink.as_view()), name="link"),
    path(at("link/print/"), for_units(printed_link), name="printed"),
    path(at("link/qr.<slug:kind>"), for_units(qr_code), name="qr"),
    path(at("paper/"), for_units(paper_form), name="paper"),
    path(at("details/<int:report_id>/settled/"), for_units(settle), name="settle"),
]
