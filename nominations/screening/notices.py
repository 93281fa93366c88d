"""Mail about screening. It leaves through the task queue and names no candidate."""

from django_tasks import task

from ..dossiers import notices
from ..dossiers.models import NominationPage


@task()
def ruled_out(nomination_id: int) -> int:
    return notices.tell_unit(NominationPage.objects.get(pk=nomination_id), "ruled_out")
