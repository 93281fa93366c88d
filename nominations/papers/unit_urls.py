"""The units' own papers, beside the workspace's addresses; each asks who is there."""

from django.urls import path

from ..dossiers.unit_door import for_units
from .unit_views import LetterView, paper

app_name = "unit_papers"

urlpatterns = [
    path("nominations/<slug:reference>/papers/<slug:kind>/", for_units(paper), name="paper"),
    path("campaigns/<int:campaign_id>/letter/<slug:unit>/", for_units(LetterView.as_view()), name="letter"),
]
