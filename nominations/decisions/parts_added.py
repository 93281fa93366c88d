"""What decisions add to other rooms, and what the rooms below say on the sign-off list."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from exemplars.profiles.owners import owns_approvals

from ..dossiers.history import name_of
from ..dossiers.models import NominationPage
from ..dossiers.parts import dossier_part
from ..mail.kinds import register_kind
from ..stages import Stage
from . import (
    notices,
    remarks,  # noqa: F401 - registers what stands beside each name
)
from .access import is_leader
from .tasks import LeaderTask

register_kind(notices.CONSENTS, _("Changed consents of recognised people"), may_decline=False)

#: Before the council again: where the leader's reason is what a reader looks for.
SENT_BACK_TO = (Stage.COUNCIL, Stage.RESERVE)


@dossier_part(order=10, template="nominations/decisions/sent_back_part.html")
def sent_back(nomination, user):
    """Why the leader handed the nomination back to the council, as long as it stands before it again."""
    if nomination.stage not in SENT_BACK_TO:
        return None
    states = TaskState.objects.for_instance(nomination).filter(
        task__in=LeaderTask.objects.all(),
        status=TaskState.STATUS_CANCELLED,
        revision_id=nomination.latest_revision_id,
    )
    last = states.select_related("finished_by").order_by("pk").last()
    if last is None:
        return None
    return {"reason": last.comment, "person": name_of(last.finished_by), "moment": last.finished_at}


@dossier_part(order=60, template="nominations/decisions/revocation_part.html", aside=True)
def revocation(nomination, user):
    """The decision that took the recognition back; or the way to take it back, for those who decide."""
    if nomination.stage == Stage.REVOKED:
        return {"revocation": getattr(nomination, "revocation", None)}
    if nomination.stage == Stage.APPROVED and is_leader(user):
        return {"url": reverse("decisions:revoke", args=[nomination.pk])}
    return None


@owns_approvals
def follows_from_a_nomination(reference: str) -> bool:
    """An approval behind which a nomination stands is revoked with it, and in no other way."""
    return NominationPage.objects.filter(title=reference).exists()
