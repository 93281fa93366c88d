"""Taking a nomination back to edit it: the unit's, as long as screening has not begun and there is time."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import TaskState

from ...campaigns.actions import lock_campaign
from ...campaigns.rules import Window, window
from ...dossiers.actions import lock, move_to, require_member, require_open
from ...dossiers.models import NominationPage
from ...refusals import Refused
from ...stages import Move, Stage
from ..models import Flag, ReportPrint


@transaction.atomic
def recall_nomination(
    *, nomination: NominationPage, user, arrived_at: datetime | None = None
) -> NominationPage:
    """Make a draft again of a nomination that nobody has begun to screen; its code stays, its seat is free.

    The deadline is held against ``arrived_at``, as on handing in: what is taken back too late could never be
    handed in again. Taking back twice is once. Raises OutsideWindow, or Refused where screening has begun.
    """
    moment = arrived_at or timezone.now()
    campaign = lock_campaign(nomination.campaign)
    nomination = lock(nomination)
    require_member(user, nomination.unit)
    if nomination.stage == Stage.DRAFT:
        return nomination
    if nomination.stage == Stage.SUBMITTED and screening_has_begun(nomination):
        raise Refused(_("Screening has begun, so the dossier stays with the department."))
    if nomination.stage == Stage.SUBMITTED:
        require_open(campaign, moment)
    move_to(nomination, Move.RECALL, user=user, data={"handed_in": nomination.submitted_at.isoformat()})
    if state := nomination.current_workflow_state:
        state.cancel(user=user)
    NominationPage.objects.filter(pk=nomination.pk).update(submitted_at=None, submitted_by=None)
    forget_findings(nomination)
    return NominationPage.objects.get(pk=nomination.pk)


def screening_has_begun(nomination: NominationPage) -> bool:
    """Whether a screener has had the nomination in hand, or a later step looked at it.

    Whoever checks, remarks or judges takes the nomination in hand, so the assignment tells it all.
    """
    return hasattr(nomination, "assignment") or nomination.check_answers.exists() or was_returned(nomination)


def was_returned(nomination: NominationPage) -> bool:
    """Whether reviewers have handed it back before: what comes again is theirs to go on with."""
    return nomination.workflow_states.filter(task_states__status=TaskState.STATUS_REJECTED).exists()


def may_recall(nomination: NominationPage, now: datetime) -> bool:
    """Say whether the unit may take this nomination back to edit it."""
    if nomination.stage != Stage.SUBMITTED:
        return False
    campaign = nomination.campaign
    return window(campaign.opens_at, campaign.closes_at, now) is Window.OPEN and not screening_has_begun(
        nomination
    )


def forget_findings(nomination: NominationPage) -> None:
    """Take away what the machine found: a draft is its unit's alone, and nobody compares anything with it."""
    Flag.objects.about(nomination).delete()
    ReportPrint.objects.filter(nomination=nomination).delete()
