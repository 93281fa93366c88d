"""What units find here, below the workspace. Every address asks who is there."""

from django.urls import path

from ..dossiers.unit_door import for_units, private
from .views.home import guide, nobody, read
from .views.tasks import report_file, task, tasks

app_name = "followup"
urlpatterns = [
    path("tasks/", for_units(tasks), name="tasks"),
    path("tasks/<int:duty_id>/", for_units(task), name="task"),
    # The department has no unit: the view itself asks who may read the report.
    path("tasks/files/<int:file_id>/", private(report_file), name="report-file"),
    path("campaigns/<int:campaign_id>/units/<int:unit_id>/nobody/", for_units(nobody), name="nobody"),
    path("announcements/<int:announcement_id>/read/", for_units(read), name="read"),
    path("guide/", private(guide), name="guide"),
]
