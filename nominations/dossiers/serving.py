"""The way to a private file: asked for each time, kept by nobody, and never shown as it was uploaded."""

import logging

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.log_actions import log

from .models import Evidence, NominationPage
from .permissions import may_open_dossiers

logger = logging.getLogger(__name__)

#: Nobody on the way keeps a private file, takes it for anything but what was sniffed, or runs it.
PRIVATE_FILE_HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
PREVIEW_NAME = "preview.jpg"


@require_safe
def serve_evidence(request, evidence_id: int):
    """Send one file as a download to whoever may read its nomination; for others it does not exist.

    One that waits for the virus scanner is refused to everybody.
    """
    evidence = readable_evidence(request.user, evidence_id)
    if not evidence.may_be_opened:
        return HttpResponse(
            _("“%(name)s” cannot be opened now. %(state)s.")
            % {"name": evidence.original_name, "state": evidence.get_scan_display()},
            content_type="text/plain; charset=utf-8",
            status=409,
            headers=PRIVATE_FILE_HEADERS,
        )
    content = opened(evidence, evidence.file)
    log_opening(request, evidence)
    return FileResponse(
        content,
        as_attachment=True,
        filename=evidence.original_name,
        content_type=evidence.media_type,
        headers=PRIVATE_FILE_HEADERS,
    )


@require_safe
def serve_preview(request, evidence_id: int):
    """Show the picture that was drawn of a file to whoever may open the file itself."""
    evidence = readable_evidence(request.user, evidence_id)
    answer = drawn(evidence, evidence.preview)
    log_opening(request, evidence)
    return answer


@require_safe
def serve_thumbnail(request, evidence_id: int):
    """Show the small picture of a file; it comes with its dossier, so nobody is said to have opened it."""
    evidence = readable_evidence(request.user, evidence_id)
    return drawn(evidence, evidence.thumbnail)


def readable_evidence(user, evidence_id: int) -> Evidence:
    readable = NominationPage.objects.readable_by(user)
    return get_object_or_404(Evidence, pk=evidence_id, nomination__in=readable)


def drawn(evidence: Evidence, picture) -> FileResponse:
    """Send a picture of our own drawing; raises Http404 where there is none, or nobody may see it."""
    if not picture or not evidence.may_be_opened:
        raise Http404
    return FileResponse(
        opened(evidence, picture),
        filename=PREVIEW_NAME,
        content_type="image/jpeg",
        headers=PRIVATE_FILE_HEADERS,
    )


def opened(evidence: Evidence, file):
    try:
        return file.open("rb")
    except FileNotFoundError as lost:
        logger.error("evidence has no file", extra={"evidence": evidence.pk})
        raise Http404 from lost


def log_opening(request, evidence: Evidence) -> None:
    """Write down that a reviewer has looked at a file; its own unit may as often as it likes."""
    if may_open_dossiers(request.user) and request.method == "GET":
        data = {"evidence": evidence.pk, "kind": evidence.kind}
        log(evidence.nomination, "nominations.open_evidence", user=request.user, data=data)
