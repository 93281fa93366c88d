"""A workbook kept until it is confirmed, and the drafts that are made of it: all of them, and once."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid5

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from exemplars.models import Unit

from ...campaigns.actions import lock_campaign
from ...campaigns.models import CampaignPage
from ...dossiers.actions import open_drafts, require_member, require_open
from ...dossiers.models import Candidate, NominationPage
from ...refusals import Refused
from .checking import Checked, check
from .columns import plan_of
from .duplicates import Likeness, likenesses
from .models import BulkUpload
from .reading import bytes_of, read_workbook
from .sealed import InvalidToken, sealed, unsealed


@dataclass
class Opened:
    """A kept workbook as it is now: its people and faults by today's rules, and whom they resemble."""

    data: bytes
    checked: Checked
    likenesses: dict[int, Likeness]

    @property
    def is_sound(self) -> bool:
        return not self.checked.faults


def keep_upload(
    *, campaign: CampaignPage, unit: Unit, user, upload, arrived_at: datetime | None = None
) -> BulkUpload:
    """Check that a file is a workbook that can be read, and keep it, encrypted, until it is confirmed.

    Raises FileRefused with what to do about it, OutsideWindow, or PermissionDenied; then nothing is kept.
    """
    require_member(user, unit)
    require_open(campaign, arrived_at or timezone.now())
    data, name = bytes_of(upload)
    read_workbook(data, plan_of(campaign))
    kept = BulkUpload(
        campaign=campaign,
        unit=unit,
        file_name=name,
        uploaded_by=user,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    kept.file.save(name, ContentFile(sealed(data)), save=False)
    try:
        kept.save()
    except Exception:
        kept.file.storage.delete(kept.file.name)
        raise
    return kept


def open_upload(upload: BulkUpload) -> Opened:
    """Read and check a kept workbook anew; raises Refused where it is gone."""
    try:
        with upload.file.open("rb") as file:
            data = unsealed(file.read())
    except (FileNotFoundError, ValueError, InvalidToken) as lost:
        raise Refused(_("The workbook is no longer kept. Upload it again.")) from lost
    plan = plan_of(upload.campaign)
    checked = check(read_workbook(data, plan), plan)
    alike = likenesses(checked.entries, campaign=upload.campaign, unit=upload.unit)
    return Opened(data, checked, alike)


def confirm_upload(
    *, upload: BulkUpload, user, without_known: bool = False, arrived_at: datetime | None = None
) -> BulkUpload:
    """Make a draft of every person of a workbook, all or none; the second time answers with the first.

    ``without_known`` leaves out whoever resembles a nomination of the unit in this campaign. Reads and
    checks before it takes the lock that others wait for. Raises Refused, OutsideWindow or
    PermissionDenied, and then no draft was made.
    """
    moment = arrived_at or timezone.now()
    require_member(user, upload.unit)
    try:
        opened = open_upload(upload)
    except Refused:
        upload.refresh_from_db()
        if upload.confirmed_at:  # a first press has taken the file meanwhile
            return upload
        raise
    if not opened.is_sound:
        raise Refused(_("The workbook has faults. Nothing was stored."))
    return make_drafts(upload, opened, user=user, without_known=without_known, moment=moment)


@transaction.atomic
def make_drafts(
    upload: BulkUpload, opened: Opened, *, user, without_known: bool, moment: datetime
) -> BulkUpload:
    """Store the drafts of a workbook that was checked; the campaign is locked first, then the upload."""
    campaign = lock_campaign(upload.campaign)
    upload = BulkUpload.objects.select_for_update(of=("self",)).select_related("unit").get(pk=upload.pk)
    if upload.confirmed_at:
        return upload
    require_open(campaign, moment)
    alike = likenesses(opened.checked.entries, campaign=campaign, unit=upload.unit) if without_known else {}
    known = {row for row, found in alike.items() if found.nominations}
    entries = [entry for entry in opened.checked.entries if entry.row not in known]
    made = open_drafts(campaign=campaign, drafts=[draft_of(entry, upload) for entry in entries], user=user)
    file, storage = upload.file.name, upload.file.storage
    upload.made.set(made)
    upload.file, upload.confirmed_at = "", moment
    upload.save()
    log(campaign, "nominations.bulk_upload", user=user, data=particulars(upload, made, left_out=len(known)))
    transaction.on_commit(lambda: storage.delete(file))
    return upload


def draft_of(entry, upload: BulkUpload) -> tuple[NominationPage, Candidate]:
    entry.page.unit = upload.unit
    entry.page.request_key = uuid5(upload.key, str(entry.row))
    return entry.page, entry.candidate


def particulars(upload: BulkUpload, made: list[NominationPage], *, left_out: int) -> dict:
    references = [page.reference for page in made]
    return {
        "unit": upload.unit.code,
        "drafts": len(made),
        "first": references[:1],
        "last": references[-1:],
        "left_out": left_out,
        "sha256": upload.sha256,
    }


@transaction.atomic
def discard_upload(*, upload: BulkUpload, user) -> None:
    """Throw a workbook away that was not confirmed."""
    require_member(user, upload.unit)
    forget(BulkUpload.objects.select_for_update().filter(pk=upload.pk, confirmed_at__isnull=True))


@transaction.atomic
def forget_uploads() -> int:
    """Throw away every workbook that nobody confirmed in time; return how many."""
    return forget(BulkUpload.objects.select_for_update().forgotten())


def forget(uploads) -> int:
    found = list(uploads)
    for upload in found:
        file = upload.file
        upload.delete()
        transaction.on_commit(lambda file=file: file.storage.delete(file.name))
    return len(found)
