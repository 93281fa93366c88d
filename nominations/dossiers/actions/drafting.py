"""Drafts: opened, edited and kept, and read as what the rule of completeness asks for."""

from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from exemplars.models import Field, Unit

from ...campaigns.actions import lock_campaign, next_reference
from ...campaigns.models import CampaignPage
from ...refusals import Conflict, NotEditable
from ..models import Candidate, NominationPage, consents_in_force
from ..rules import REQUIRED_OF_CANDIDATE, REQUIRED_OF_CASE, Dossier
from .moving import lock, require_member, require_open


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
    page = NominationPage(unit=unit, field=field, request_key=request_key)
    return open_draft(campaign=campaign, page=page, candidate=Candidate(name=name), user=user)


def open_draft(*, campaign: CampaignPage, page: NominationPage, candidate: Candidate, user) -> NominationPage:
    """Store a draft that is filled in so far, with the reference code that it is given.

    Call it with the campaign locked, and after asking whether this person may file now.
    """
    reference = next_reference(campaign)
    candidate.save()
    page.title = page.draft_title = reference
    page.slug = reference.lower()
    page.campaign, page.candidate = campaign, candidate
    campaign.add_child(instance=page)
    page.save_revision(user=user, clean=False)
    log(page, "nominations.create", user=user)
    return page


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
