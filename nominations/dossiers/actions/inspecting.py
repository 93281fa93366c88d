"""What happens to a file after it was stored, in the task queue: the virus check that is late, and its pictures."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from wagtail.log_actions import log

from ...refusals import FileRefused
from .. import notices
from ..drawing import PREVIEW, THUMBNAIL, picture_of, shrunk
from ..models import Evidence
from ..scanning import Scan, ScannerDown, is_set_up, virus_in
from .moving import lock

logger = logging.getLogger(__name__)

#: Mail goes first: pictures may come a little later.
AFTER_MAIL = -50
#: How long a file waits for a scanner that did not answer.
NEXT_TRY = timedelta(minutes=1)


def inspect_later(evidence: Evidence) -> None:
    """Enqueue what a file that was just stored still needs; call it in the transaction that stores it."""
    if evidence.scan == Scan.WAITING:
        ask_again(evidence.pk)
    elif getattr(settings, "EVIDENCE_PREVIEWS", True):
        draw_previews.enqueue(evidence.pk)


def ask_again(evidence_id: int) -> None:
    """Put the virus check off; where the queue puts nothing off, ``scan_evidence`` asks again."""
    if check_for_viruses.get_backend().supports_defer:
        check_for_viruses.using(run_after=timezone.now() + NEXT_TRY).enqueue(evidence_id)


@task()
def check_for_viruses(evidence_id: int) -> str:
    """Scan one waiting file; ask again later while the scanner does not answer."""
    evidence = Evidence.objects.waiting().filter(pk=evidence_id).first()
    if evidence is None:
        return ""
    try:
        return check_waiting(evidence)
    except ScannerDown:
        logger.warning("the virus scanner still does not answer; evidence %d waits", evidence_id)
        ask_again(evidence_id)
        return Scan.WAITING


def check_waiting(evidence: Evidence) -> str:
    """Scan one waiting file now; return what it is from now on. Raises ScannerDown."""
    virus = ""
    if is_set_up():
        with evidence.file.open("rb") as file:
            virus = virus_in(file)
    settle_scan(evidence=evidence, scan=verdict(virus), virus=virus)
    return verdict(virus)


def verdict(virus: str) -> Scan:
    if not is_set_up():
        return Scan.UNCHECKED
    return Scan.INFECTED if virus else Scan.CLEAN


@transaction.atomic
def settle_scan(*, evidence: Evidence, scan: Scan, virus: str = "") -> None:
    """Record what the scanner said of a waiting file.

    An infected one is destroyed, its row tells so, and its unit is told by mail.
    """
    nomination = lock(evidence.nomination)
    if not Evidence.objects.waiting().filter(pk=evidence.pk).update(scan=scan):
        return
    data = {"evidence": evidence.pk, "kind": evidence.kind, "scan": scan, "virus": virus}
    log(nomination, "nominations.scan", data=data)
    if scan == Scan.INFECTED:
        file = evidence.file
        transaction.on_commit(lambda: file.storage.delete(file.name))
        notices.destroyed(evidence)
        return
    evidence.scan = scan
    inspect_later(evidence)


@task(priority=AFTER_MAIL)
def draw_previews(evidence_id: int) -> bool:
    """Draw a file small and large; False where nothing can be drawn of it, or nobody may open it."""
    evidence = Evidence.objects.filter(pk=evidence_id, preview="").first()
    if evidence is None or not evidence.may_be_opened:
        return False
    try:
        with evidence.file.open("rb") as file:
            picture = picture_of(file.read(), evidence.media_type)
    except (OSError, FileRefused):
        return False
    if picture is None:
        return False
    evidence.preview.save("", ContentFile(shrunk(picture, PREVIEW)), save=False)
    evidence.thumbnail.save("", ContentFile(shrunk(picture, THUMBNAIL)), save=False)
    drawn = {"preview": evidence.preview.name, "thumbnail": evidence.thumbnail.name}
    if Evidence.objects.filter(pk=evidence_id, preview="").update(**drawn):
        return True
    for name in drawn.values():  # the file was removed meanwhile, or somebody else drew it
        evidence.file.storage.delete(name)
    return False
