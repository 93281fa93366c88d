"""The public side of this room: dates of campaigns, without any person in them."""

from django.urls import path

from .views.calendar import campaign_calendar

app_name = "calendar"
urlpatterns = [path("<int:campaign_id>.ics", campaign_calendar, name="campaign")]
