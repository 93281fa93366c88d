"""The unit's side, below the workspace."""

from django.urls import path

from ..dossiers.unit_door import for_units
from .views.unit import Ask, again, cancel, letters

app_name = "referees"


def at(rest: str) -> str:
    return f"nominations/<slug:reference>/letters/{rest}"


urlpatterns = [
    path(at(""), for_units(letters), name="letters"),
    path(at("ask/"), for_units(Ask.as_view()), name="ask"),
    path(at("<int:letter_id>/again/"), for_units(again), name="again"),
    path(at("<int:letter_id>/cancel/"), for_units(cancel), name="cancel"),
]
