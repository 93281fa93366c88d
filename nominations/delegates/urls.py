"""The side of those invited; under ``i18n_patterns`` it speaks each language at its own address."""

from django.urls import path

from ..links import PLACES, Purpose
from .views.guest import InvitationPage

app_name = "invitation"
urlpatterns = [path(f"{PLACES[Purpose.INVITATION]}/<str:token>/", InvitationPage.as_view(), name="page")]
