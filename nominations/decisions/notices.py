"""Mail about decisions; through the task queue, without the candidate's name."""

from django_tasks import task

from ..dossiers.models import NominationPage
from ..dossiers.notices import tell_unit


@task()
def revoked(nomination_id: int) -> int:
    return tell_unit(NominationPage.objects.get(pk=nomination_id), "revoked")
