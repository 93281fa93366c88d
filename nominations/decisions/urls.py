"""The pages of decisions in Wagtail's admin."""

from django.urls import path

from .views.reserves import CloseReservesView, PromoteView
from .views.revoking import RevokeView
from .views.signing import CampaignsView, ReviewView, SheetView

app_name = "decisions"
urlpatterns = [
    path("", CampaignsView.as_view(), name="index"),
    path("<int:campaign_id>/", SheetView.as_view(), name="sheet"),
    path("<int:campaign_id>/sign/", ReviewView.as_view(), name="sign"),
    path("<int:campaign_id>/reserves/<int:nomination_id>/", PromoteView.as_view(), name="promote"),
    path("<int:campaign_id>/reserves/end/", CloseReservesView.as_view(), name="close_reserves"),
    path("nominations/<int:page_id>/revoke/", RevokeView.as_view(), name="revoke"),
]
