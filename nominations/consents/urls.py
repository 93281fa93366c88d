"""The candidate's side; under ``i18n_patterns`` it speaks each language at its own address."""

from django.urls import path

from ..links import PLACES, Purpose
from .views.candidate import CandidatePage

app_name = "consent"
urlpatterns = [path(f"{PLACES[Purpose.CONSENT]}/<str:token>/", CandidatePage.as_view(), name="page")]
