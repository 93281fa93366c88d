"""The dates of conferences, for calendars."""

from django.urls import path

from .views import conference_calendar

app_name = "conferences"
urlpatterns = [path("<int:conference_id>.ics", conference_calendar, name="calendar")]
