"""Drafts: opened, edited and kept."""

from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Revision

from exemplars.models import Field, Unit

from ...campaigns.actions import lock_campaign, next_reference
from ...campaigns.models import CampaignPage
from ...refusals import Conflict, NotEditable
from ..models import Candidate, NominationPage
from ..opening import require_open_case, require_open_record
from .endorsing import let_lapse
from .moving import lock, require_member, require_open

#: What a unit types into the page itself; everything else of it only actions write.
TYPED_COLUMNS = tuple(
    column.attname
    for column in NominationPage._meta.local_concrete_fields
    if not column.primary_key
    and column.attname not in (*NominationPage.ACTION_COLUMNS, "campaign_id", "submitted_by")
)


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
    """Yield the nomination, locked and ready to be changed and saved by the caller.

    Its row is read, not its latest revision: ``keep`` and ``keep_typed`` write the same into both.
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
        yield locked


def keep(page: NominationPage, *, user) -> None:
    """Store the edited case in the rows that lists read and as a revision; call it within ``editing``.

    Raises ClosedPlace where a returned nomination is changed at a place that nobody asked to be mended.
    """
    require_open_case(page)
    page.save(clean=False)
    page.save_revision(user=user, clean=False)
    let_lapse(page, user=user)


def keep_typed(page: NominationPage, *, user, lists=(), instead_of: int | None = None) -> int:
    """Store what is being typed: as ``keep`` does, at a fraction of its cost, and return the new version.

    ``lists`` names the lists that may have changed. ``instead_of`` is the version that goes, because the same
    spell of writing made it and nothing can refer to it: the number must change, or nobody could tell that
    there is something newer, but the history need not keep every other word. No signal is sent: a draft's
    text is in no index, and what refers to what is worked out when the step is saved or handed in. Call it
    within ``editing``; raises ClosedPlace as ``keep`` does.
    """
    require_open_case(page)
    let_lapse(page, user=user)
    columns = {column: getattr(page, column) for column in TYPED_COLUMNS}
    for name in lists:
        store_rows(page, name)
    revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        user=user,
        content=page.serializable_data(),
        object_str=str(page),
    )
    NominationPage.objects.filter(pk=page.pk).update(
        latest_revision=revision,
        latest_revision_created_at=revision.created_at,
        has_unpublished_changes=True,
        **columns,
    )
    if instead_of:
        # Past the collector, which asks six tables for references that the database's own keys hold anyhow.
        Revision.objects.filter(pk=instead_of)._raw_delete(Revision.objects.db)
    return revision.pk


def store_rows(page: NominationPage, name: str) -> None:
    """Store a list of the page as it is in memory, with the same number of queries however long it is."""
    rows = list(getattr(page, name).all())
    model = page._meta.get_field(name).related_model
    known = [row for row in rows if row.pk]
    model.objects.filter(nomination_id=page.pk).exclude(pk__in=[row.pk for row in known]).delete()
    for row in rows:
        row.nomination_id = page.pk
    model.objects.bulk_update(known, [field.name for field in model._meta.fields if not field.primary_key])
    model.objects.bulk_create([row for row in rows if not row.pk])


def save_candidate(page: NominationPage, candidate: Candidate, *, user) -> None:
    """Store the person's record, and a revision so that others notice the change; call it within ``editing``."""
    require_open_record(page, candidate)
    candidate.save()
    keep(page, user=user)
