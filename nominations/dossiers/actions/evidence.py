"""Files: attached, described, put in order and removed."""

from contextlib import contextmanager

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...refusals import Conflict, FileRefused, NotEditable, Refused
from ..files import SniffedFile, sniff
from ..limits import require_room
from ..models import Evidence, NominationPage
from ..opening import require_open_place
from .endorsing import let_lapse
from .inspecting import inspect_later
from .moving import lock, require_member


def attach_evidence(*, nomination: NominationPage, user, kind: str, upload, caption: str = "") -> Evidence:
    """Store one file; the same file twice in one kind is stored once.

    The file is read, scanned and re-encoded before anything is locked, so that a slow one holds up nobody;
    its bytes are stored before its row, so that a row never lacks them. Raises FileRefused with the reason,
    NotEditable, or PermissionDenied.
    """
    require_writable(nomination, user, kind)
    file = sniff(upload, already=nomination.evidence.used().files)
    evidence = Evidence(
        nomination=nomination,
        kind=kind,
        original_name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        pages=file.pages,
        scan=file.scan,
        caption=caption,
        uploaded_by=user,
    )
    with stored(evidence, file):
        return keep_evidence(evidence, user)


@contextmanager
def stored(evidence: Evidence, file: SniffedFile):
    """Store the bytes of a file; take them away again unless its row is kept."""
    evidence.file.save(file.name, file.content, save=False)
    try:
        yield
    finally:
        if evidence.pk is None:
            evidence.file.storage.delete(evidence.file.name)


def keep_evidence(evidence: Evidence, user) -> Evidence:
    """Add the row of a file whose bytes are stored, at the end of its kind; or return the one that is there."""
    try:
        with transaction.atomic():
            nomination = lock(evidence.nomination)
            require_writable(nomination, user, evidence.kind)
            if same := nomination.evidence.filter(sha256=evidence.sha256, kind=evidence.kind).first():
                return whole(same)
            require_room(evidence.original_name, evidence.size, nomination.evidence.used())
            evidence.position = next_position(nomination, evidence.kind)
            evidence.save()
            let_lapse(nomination, user=user)
            data = {"evidence": evidence.pk, "kind": evidence.kind}
            log(nomination, "nominations.attach", user=user, data=data)
            inspect_later(evidence)
    except BaseException:
        evidence.pk = None  # the row was rolled back, whatever the instance says
        raise
    return evidence


def whole(same: Evidence) -> Evidence:
    """Return the file that is stored already; refuse one in which a virus was found."""
    if same.is_destroyed:
        raise FileRefused(
            _("“%(name)s” was not stored: a virus was found in it.") % {"name": same.original_name}
        )
    return same


@transaction.atomic
def describe_evidence(
    *, evidence: Evidence, user, caption: str, kind: str | None = None, seen: str | None = None
) -> Evidence:
    """Give a file its caption, and another kind where ``kind`` names one.

    ``seen`` is the caption that the person saw (None: do not compare). Raises Conflict when it is another
    one meanwhile, FileRefused when the new kind holds the same file, and NotEditable.
    """
    nomination = lock(evidence.nomination)
    require_writable(nomination, user)
    evidence = nomination.evidence.filter(pk=evidence.pk).first()
    if evidence is None:
        raise Refused(_("This file was removed meanwhile."))
    kind = kind or evidence.kind
    require_writable(nomination, user, evidence.kind, kind)
    if (caption, kind) == (evidence.caption, evidence.kind):
        return evidence
    if seen is not None and seen != evidence.caption != caption:
        raise Conflict(
            _("Somebody else wrote here meanwhile: “%(caption)s”. Save again to put yours in its place.")
            % {"caption": evidence.caption}
        )
    if kind != evidence.kind:
        refuse_second(nomination, evidence, kind)
        evidence.position = next_position(nomination, kind)
    evidence.caption, evidence.kind = caption, kind
    evidence.save(update_fields=["caption", "kind", "position"])
    let_lapse(nomination, user=user)
    log(nomination, "nominations.describe", user=user, data={"evidence": evidence.pk, "kind": kind})
    return evidence


def refuse_second(nomination: NominationPage, evidence: Evidence, kind: str) -> None:
    """Refuse to move a file to a kind that holds the same one."""
    if nomination.evidence.filter(sha256=evidence.sha256, kind=kind).exists():
        raise FileRefused(
            _("“%(name)s” is already under “%(kind)s”.")
            % {"name": evidence.original_name, "kind": Evidence.Kind(kind).label}
        )


@transaction.atomic
def move_evidence(*, evidence: Evidence, user, up: bool) -> None:
    """Let a file change places with the one before it in its kind, or the one after; at the end it stays."""
    nomination = lock(evidence.nomination)
    require_writable(nomination, user, evidence.kind)
    files = list(nomination.evidence.filter(kind=evidence.kind))
    here = files.index(evidence) if evidence in files else -1
    there = here + (-1 if up else 1)
    if here < 0 or not 0 <= there < len(files):
        return
    files[here], files[there] = files[there], files[here]
    for position, file in enumerate(files):
        file.position = position
    Evidence.objects.bulk_update(files, ["position"])
    let_lapse(nomination, user=user)
    log(nomination, "nominations.arrange", user=user, data={"evidence": evidence.pk, "kind": evidence.kind})


@transaction.atomic
def remove_evidence(*, evidence: Evidence, user) -> None:
    """Take a file out of a draft, once; its bytes and its pictures go when the removal is certain."""
    nomination = lock(evidence.nomination)
    require_writable(nomination, user)
    storage = evidence.file.storage
    evidence = nomination.evidence.filter(pk=evidence.pk).first()
    if evidence is None:
        return
    require_writable(nomination, user, evidence.kind)
    let_lapse(nomination, user=user)
    names = [file.name for file in (evidence.file, evidence.preview, evidence.thumbnail) if file]
    log(nomination, "nominations.detach", user=user, data={"evidence": evidence.pk, "kind": evidence.kind})
    evidence.delete()
    transaction.on_commit(lambda: [storage.delete(name) for name in names])


def require_writable(nomination: NominationPage, user, *kinds: str) -> None:
    """Refuse whoever does not file for the unit, and a nomination, or one of these kinds, that is only read now."""
    require_member(user, nomination.unit)
    if not nomination.is_editable:
        raise NotEditable
    for kind in kinds:
        require_open_place(nomination, f"evidence.{kind}")


def next_position(nomination: NominationPage, kind: str) -> int:
    last = nomination.evidence.filter(kind=kind).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
