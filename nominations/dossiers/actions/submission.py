"""Handing in and taking back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Workflow, WorkflowState

from exemplars.models import Unit

from ...campaigns.actions import lock_campaign
from ...campaigns.models import CampaignPage
from ...refusals import AllocationFull, Conflict, Incomplete, NeedsEndorsement, Refused
from ...stages import UNDER_REVIEW, Move, Stage
from .. import notices
from ..completeness import gaps_of
from ..events import nomination_submitted
from ..models import NominationPage
from .endorsing import let_lapse
from .moving import lock, move_to, require_member, require_open


@transaction.atomic
def submit_nomination(
    *, nomination: NominationPage, user, base_revision: int | None = None, arrived_at: datetime | None = None
) -> NominationPage:
    """Hand a nomination in: read-only to its unit from now on, and with the screeners.

    The deadline is held against ``arrived_at``, the moment at which the request came in: nobody is late
    because others were waiting for the same lock. Handing in twice answers with the first time. Raises
    OutsideWindow, Incomplete, AllocationFull, Conflict or Refused, and then nothing has changed; in a campaign
    whose nominations the unit's head endorses, NeedsEndorsement.
    """
    moment = arrived_at or timezone.now()
    campaign = lock_campaign(nomination.campaign)
    nomination = lock(nomination)
    require_member(user, nomination.unit)
    if nomination.stage == Stage.SUBMITTED:
        return nomination
    if campaign.needs_endorsement:
        raise NeedsEndorsement
    require_ready(nomination, campaign, base_revision=base_revision, moment=moment)
    return hand_in(nomination, user=user, moment=moment)


def require_ready(
    nomination: NominationPage, campaign: CampaignPage, *, base_revision: int | None, moment: datetime
) -> None:
    """Refuse what is too late, over the allocation, changed meanwhile or incomplete; call it under the locks."""
    if base_revision is not None and base_revision != nomination.latest_revision_id:
        raise Conflict
    if nomination.stage == Stage.DRAFT:
        require_open(campaign, moment)
        require_allocation(campaign, nomination.unit)
    if gaps := gaps_of(nomination):
        raise Incomplete(gaps)


def hand_in(nomination: NominationPage, *, user, moment: datetime) -> NominationPage:
    """Move a nomination that is ready to the screeners; call it under the locks.

    A time of handing in is that of the first one, unless it was taken back to be edited.
    """
    nomination.submitted_at, nomination.submitted_by = nomination.submitted_at or moment, user
    NominationPage.objects.filter(pk=nomination.pk).update(
        submitted_at=nomination.submitted_at, submitted_by=user, all_open=False
    )
    move_to(nomination, Move.SUBMIT, user=user)
    start_review(nomination, user=user)
    notices.submitted(nomination)
    nomination_submitted.send(NominationPage, nomination=nomination, user=user)
    return nomination


def require_allocation(campaign: CampaignPage, unit: Unit) -> None:
    """Refuse a unit that has already submitted all it was allocated; call it with the campaign locked."""
    allocation = campaign.allocations.filter(unit=unit).first()
    if allocation is None:
        return
    used = campaign.nominations.filter(unit=unit).exclude(stage__in=[Stage.DRAFT, Stage.WITHDRAWN]).count()
    if used >= allocation.seats:
        raise AllocationFull


def start_review(nomination: NominationPage, *, user) -> WorkflowState:
    """Put the nomination at the first step of its campaign's workflow, on a revision of its own.

    A returned nomination starts over: each step must approve what is handed in now.
    The state names no requester: Wagtail would mail its own words to the officer, past our queue.
    """
    page = nomination.get_latest_revision_as_object()
    page.save_revision(user=user, clean=False)
    nomination.refresh_from_db()
    state = nomination.current_workflow_state
    workflow = require_whole(state.workflow if state else nomination.get_workflow())
    if state is not None:
        state.status, state.current_task_state = WorkflowState.STATUS_IN_PROGRESS, None
        state.save()
        state.update(user=user)
        return state
    state = workflow.start(nomination, user)
    WorkflowState.objects.filter(pk=state.pk).update(requested_by=None)
    return state


def require_whole(workflow: Workflow | None) -> Workflow:
    """Refuse to begin a review that cannot end in recognition by the right steps."""
    if workflow is None or not is_whole(workflow):
        raise Refused(
            _(
                "The review of this campaign is not set up yet. Nothing was submitted; please call the department."
            )
        )
    return workflow


def is_whole(workflow: Workflow) -> bool:
    """Say whether a workflow leads from submission to recognition: no step missing, out of order or off.

    Each step says at which stages it waits and to which it leads; one may follow another that leads to it.
    """
    steps = [row.task for row in workflow.workflow_tasks.order_by("sort_order").select_related("task")]
    if not steps or not workflow.active or not all(step.active for step in steps):
        return False
    stands_at = frozenset({Stage.SUBMITTED})
    for step in (step.specific for step in steps):
        if not stands_at <= getattr(step, "waits_at", frozenset()):
            return False
        stands_at = step.leads_to
    return stands_at == {Stage.APPROVED}


@transaction.atomic
def withdraw_nomination(*, nomination: NominationPage, user) -> NominationPage:
    """Take a nomination back for good, as long as nothing is decided; a seat it would have had stays free."""
    nomination = lock(nomination)
    require_member(user, nomination.unit)
    if nomination.stage == Stage.WITHDRAWN:
        return nomination
    let_lapse(nomination, user=user)
    was_under_review = nomination.stage in UNDER_REVIEW or nomination.stage == Stage.RETURNED
    move_to(nomination, Move.WITHDRAW, user=user)
    if was_under_review and (state := nomination.current_workflow_state):
        state.cancel(user=user)
    return nomination
