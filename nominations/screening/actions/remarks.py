"""Remarks: written by screeners beside an entry, shown to the unit on the return, answered by it."""

from hashlib import sha256

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...dossiers.actions import lock, require_member
from ...dossiers.entries import Entries, entries_of
from ...dossiers.models import NominationPage
from ...refusals import NotEditable, Refused
from ...stages import Stage
from ..models import Remark
from .handling import screening


def stored_entries(nomination: NominationPage) -> Entries:
    """Set out what is stored now, in the portal's own language: the same words whoever asks."""
    with translation.override(settings.LANGUAGE_CODE):
        return entries_of(nomination.get_latest_revision_as_object(), nomination)


def fingerprints(nomination: NominationPage) -> dict[str, str]:
    """Return a fingerprint of every place's text, so that no second copy of private text is kept."""
    texts = {entry.place: entry.text for entry in stored_entries(nomination)}
    texts["candidate.identity_number"] = nomination.candidate.identity_hash
    return {place: sha256(text.encode()).hexdigest() for place, text in texts.items()}


def write_remark(*, nomination: NominationPage, user, place: str, text: str) -> Remark | None:
    """Write or change the remark at one place; an empty text takes it away. The unit sees it on the return."""
    with screening(nomination=nomination, user=user) as nomination:
        draft = nomination.remarks.drafts().filter(place=place).first()
        if not text.strip():
            return remove_remark(nomination, draft, user=user)
        if draft and draft.text == text:
            return draft
        entry = stored_entries(nomination).at(place)
        if entry is None:
            raise Refused(_("This place is no longer in the dossier."))
        draft = draft or Remark(nomination=nomination, place=place)
        draft.label, draft.text, draft.written_by, draft.written_at = entry.label, text, user, timezone.now()
        draft.save()
        log(nomination, "nominations.remark", user=user, data={"place": place})
        return draft


def remove_remark(nomination: NominationPage, draft: Remark | None, *, user) -> None:
    """Take a remark away that the unit has not seen."""
    if draft is None:
        return
    log(nomination, "nominations.remove_remark", user=user, data={"place": draft.place})
    draft.delete()


def show_remarks(nomination: NominationPage) -> int:
    """Let the unit see every draft, with the text it is about; say how many. Call it on the return."""
    drafts = list(nomination.remarks.drafts())
    prints, now = fingerprints(nomination) if drafts else {}, timezone.now()
    for draft in drafts:
        draft.returned_at, draft.fingerprint = now, prints.get(draft.place, "")
    Remark.objects.bulk_update(drafts, ["returned_at", "fingerprint"])
    return len(drafts)


@transaction.atomic
def explain_remark(*, nomination: NominationPage, user, remark: Remark, text: str) -> Remark:
    """Store the unit's explanation of what it does not correct; an empty text takes it back."""
    nomination = lock(nomination)
    require_member(user, nomination.unit)
    if nomination.stage != Stage.RETURNED:
        raise NotEditable
    remark = nomination.remarks.unanswered().filter(pk=remark.pk).first()
    if remark is None:
        raise PermissionDenied
    remark.explanation = text.strip()
    remark.explained_by = user if remark.explanation else None
    remark.explained_at = timezone.now() if remark.explanation else None
    remark.save(update_fields=["explanation", "explained_by", "explained_at"])
    log(nomination, "nominations.explain", user=user, data={"place": remark.place})
    return remark


def close_remarks(nomination: NominationPage) -> None:
    """Keep what became of every remark when the nomination is handed in again."""
    waiting = list(nomination.remarks.unanswered())
    now, corrected = timezone.now(), corrected_places(nomination, waiting)
    for remark in waiting:
        remark.answered_at, remark.was_corrected = now, remark.place in corrected
    Remark.objects.bulk_update(waiting, ["answered_at", "was_corrected"])


def corrected_places(nomination: NominationPage, remarks: list[Remark]) -> set[str]:
    """The places of these remarks whose text is another now than it was on the return."""
    prints = fingerprints(nomination) if remarks else {}
    return {remark.place for remark in remarks if prints.get(remark.place, "") != remark.fingerprint}
