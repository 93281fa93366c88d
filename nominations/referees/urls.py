"""The referee's side; under ``i18n_patterns`` it speaks each language at its own address."""

from django.urls import path

from ..links import PLACES, Purpose
from .views.referee import LetterPage

app_name = "letter"
urlpatterns = [path(f"{PLACES[Purpose.LETTER]}/<str:token>/", LetterPage.as_view(), name="page")]
