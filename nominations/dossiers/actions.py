"""Every change of a nomination that its unit makes; locks first, then the rules, then the change."""

from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Workflow, WorkflowState

from exemplars.models import Field, Unit

from ..campaigns.actions import lock_campaign, next_reference
from ..campaigns.models import CampaignPage
from ..campaigns.rules import Window, window
from ..membership.models import units_of
from ..refusals import AllocationFull, Conflict, Incomplete, NotEditable, OutsideWindow, Refused
from ..stages import UNDER_REVIEW, ImpossibleMove, Move, Stage, after
from . import notices
from .events import nomination_moved, nomination_submitted
from .files import sniff
from .models import Candidate, Consent, Evidence, NominationPage, consents_in_force
from .rules import REQUIRED_OF_CANDIDATE, REQUIRED_OF_CASE, Dossier, missing

CONSENT_WORDING = "2026-1"


def lock(nomination: NominationPage) -> NominationPage:
    """Lock the nomination's row until the transaction ends and return it as it is now.

    Reads after the lock, with a second query: PostgreSQL answers the locking one with the page's
    columns, the latest revision among them, as they were before it began to wait.
    """
    NominationPage.objects.select_for_update(of=("self",), no_key=True).get(pk=nomination.pk)
    return NominationPage.objects.get(pk=nomination.pk)


def move_to(nomination: NominationPage, move: Move, *, user, data: dict | None = None) -> None:
    """Write the stage to which ``move`` leads, and the log entry; call it with the nomination locked.

    Raises Refused where the nomination does not stand where this move begins.
    """
    try:
        stage = after(nomination.stage, move)
    except ImpossibleMove as impossible:
        raise Refused(
            _("This nomination is now: %(stage)s.") % {"stage": nomination.get_stage_display()}
        ) from impossible
    nomination.stage, nomination.stage_since = stage, timezone.now()
    NominationPage.objects.filter(pk=nomination.pk).update(stage=stage, stage_since=nomination.stage_since)
    log(nomination, f"nominations.{move}", user=user, data=data)
    nomination_moved.send(NominationPage, nomination=nomination, move=move, user=user)


def require_member(user, unit: Unit) -> None:
    """Refuse, as if there were nothing, whoever does not file for the unit."""
    if unit.pk not in {own.pk for own in units_of(user)}:
        raise PermissionDenied


def require_open(campaign: CampaignPage, now: datetime) -> None:
    """Refuse outside the campaign's window, naming the moment in Vietnam time."""
    state = window(campaign.opens_at, campaign.closes_at, now)
    if state is Window.OPEN and campaign.live:
        return
    opens, closes = (moment_text(moment) for moment in (campaign.opens_at, campaign.closes_at))
    message = (
        _("Nominations open at %(moment)s.") % {"moment": opens}
        if state is Window.UPCOMING
        else _("Nominations closed at %(moment)s. Your draft is kept.") % {"moment": closes}
    )
    raise OutsideWindow(message, opens_at=campaign.opens_at, closes_at=campaign.closes_at)


def moment_text(moment: datetime) -> str:
    """Write a moment in Vietnam time, as the reader's language does."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")


@transaction.atomic
def create_nomination(
    *,
    campaign: CampaignPage,
    unit: Unit,
    user,
    name: str,
    field: Field | None = None,
    request_key: UUID | None = None,
    arrived_at: datetime | None = None,
) -> NominationPage:
    """Open a draft with its reference code; the same ``request_key`` twice gives the one made first.

    The deadline is held against ``arrived_at``, the moment at which the request came in.
    """
    campaign = lock_campaign(campaign)
    require_member(user, unit)
    if request_key and (made := NominationPage.objects.filter(request_key=request_key).first()):
        require_member(user, made.unit)
        return made
    require_open(campaign, arrived_at or timezone.now())
    reference = next_reference(campaign)
    nomination = NominationPage(
        title=reference,
        slug=reference.lower(),
        draft_title=reference,
        campaign=campaign,
        unit=unit,
        field=field,
        candidate=Candidate.objects.create(name=name),
        request_key=request_key,
    )
    campaign.add_child(instance=nomination)
    nomination.save_revision(user=user, clean=False)
    log(nomination, "nominations.create", user=user)
    return nomination


@contextmanager
def editing(*, nomination: NominationPage, user, base_revision: int | None):
    """Yield the nomination's latest revision, locked and ready to be changed and saved by the caller.

    ``base_revision`` is the revision that the person saw (None: do not compare). Raises Conflict
    when there is a newer one, NotEditable when the unit may only read it.
    """
    with transaction.atomic():
        locked = lock(nomination)
        require_member(user, locked.unit)
        if not locked.is_editable:
            raise NotEditable
        if base_revision is not None and base_revision != locked.latest_revision_id:
            raise Conflict
        yield locked.get_latest_revision_as_object()


def keep(page: NominationPage, *, user) -> None:
    """Store the edited case in the rows that lists read and as a revision; call it within ``editing``."""
    page.save(clean=False)
    page.save_revision(user=user, clean=False)


def save_candidate(page: NominationPage, candidate: Candidate, *, user) -> None:
    """Store the person's record, and a revision so that others notice the change; call it within ``editing``."""
    candidate.save()
    keep(page, user=user)


def dossier_of(nomination: NominationPage) -> Dossier:
    """Read a nomination as the plain values that the rule of completeness asks for."""
    return dossier_in(nomination.get_latest_revision_as_object(), nomination)


def dossier_in(page: NominationPage, nomination: NominationPage) -> Dossier:
    """Read the case from ``page`` and the rest from the stored nomination.

    A list passes its own row twice: the unit's changes are stored in both, so rows that were
    prefetched answer without a query.
    """
    titles = [achievement.title.strip() for achievement in page.achievements.all()]
    return Dossier(
        candidate={name: getattr(nomination.candidate, name) for name in REQUIRED_OF_CANDIDATE},
        case={name: getattr(page, f"{name}_id" if name == "field" else name) for name in REQUIRED_OF_CASE},
        achievements=len(titles),
        untitled=titles.count(""),
        awards=len(page.awards.all()),
        without_awards=page.without_awards,
        evidence=frozenset(evidence.kind for evidence in nomination.evidence.all()),
        consents=consents_in_force(nomination),
    )


@transaction.atomic
def submit_nomination(
    *, nomination: NominationPage, user, base_revision: int | None = None, arrived_at: datetime | None = None
) -> NominationPage:
    """Hand a nomination in: read-only to its unit from now on, and with the screeners.

    The deadline is held against ``arrived_at``, the moment at which the request came in: nobody is late
    because others were waiting for the same lock. Handing in twice answers with the first time. Raises
    OutsideWindow, Incomplete, AllocationFull, Conflict or Refused, and then nothing has changed.
    """
    moment = arrived_at or timezone.now()
    campaign = lock_campaign(nomination.campaign)
    nomination = lock(nomination)
    require_member(user, nomination.unit)
    if nomination.stage == Stage.SUBMITTED:
        return nomination
    if base_revision is not None and base_revision != nomination.latest_revision_id:
        raise Conflict
    if nomination.stage == Stage.DRAFT:
        require_open(campaign, moment)
        require_allocation(campaign, nomination.unit)
    if gaps := missing(dossier_of(nomination)):
        raise Incomplete(gaps)
    nomination.submitted_at, nomination.submitted_by = nomination.submitted_at or moment, user
    NominationPage.objects.filter(pk=nomination.pk).update(
        submitted_at=nomination.submitted_at, submitted_by=user
    )
    move_to(nomination, Move.SUBMIT, user=user)
    start_review(nomination, user=user)
    notices.submitted.enqueue(nomination.pk)
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
    was_under_review = nomination.stage in UNDER_REVIEW or nomination.stage == Stage.RETURNED
    move_to(nomination, Move.WITHDRAW, user=user)
    if was_under_review and (state := nomination.current_workflow_state):
        state.cancel(user=user)
    return nomination


@transaction.atomic
def attach_evidence(*, nomination: NominationPage, user, kind: str, upload, caption: str = "") -> Evidence:
    """Store one file; the same file twice in one kind is stored once.

    Raises FileRefused with the reason, NotEditable, or PermissionDenied.
    """
    nomination = lock(nomination)
    require_member(user, nomination.unit)
    if not nomination.is_editable:
        raise NotEditable
    file = sniff(upload, already=nomination.evidence.count())
    if same := nomination.evidence.filter(sha256=file.sha256, kind=kind).first():
        return same
    evidence = Evidence(
        nomination=nomination,
        kind=kind,
        original_name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        caption=caption,
        uploaded_by=user,
    )
    evidence.file.save(file.name, file.content, save=False)
    evidence.save()
    log(nomination, "nominations.attach", user=user, data={"evidence": evidence.pk, "kind": kind})
    return evidence


@transaction.atomic
def remove_evidence(*, evidence: Evidence, user) -> None:
    """Take a file out of a draft; its bytes go once the removal is certain."""
    nomination = lock(evidence.nomination)
    require_member(user, nomination.unit)
    if not nomination.is_editable:
        raise NotEditable
    file = evidence.file
    log(nomination, "nominations.detach", user=user, data={"evidence": evidence.pk, "kind": evidence.kind})
    evidence.delete()
    transaction.on_commit(lambda: file.storage.delete(file.name))


@transaction.atomic
def record_consents(*, nomination: NominationPage, user, answers: dict[str, bool]) -> None:
    """Add the answers that differ from those in force; earlier ones stay in the ledger."""
    nomination = lock(nomination)
    require_member(user, nomination.unit)
    if not nomination.is_editable:
        raise NotEditable
    known = consents_in_force(nomination)
    Consent.objects.bulk_create(
        Consent(
            nomination=nomination, purpose=purpose, given=given, wording=CONSENT_WORDING, recorded_by=user
        )
        for purpose, given in answers.items()
        if known.get(purpose) is not given
    )
