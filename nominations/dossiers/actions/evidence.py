"""Files: attached and removed."""

from django.db import transaction
from wagtail.log_actions import log

from ...refusals import NotEditable
from ..files import sniff
from ..models import Evidence, NominationPage
from .moving import lock, require_member


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
