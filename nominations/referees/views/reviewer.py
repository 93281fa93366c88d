"""The file of a letter, for those who review its nomination."""

import logging

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail.log_actions import log

from ...dossiers.models import NominationPage
from ...dossiers.views import PRIVATE_FILE_HEADERS
from ..models import LetterRequest
from ..permissions import reads_letters

logger = logging.getLogger(__name__)


@require_safe
def letter_file(request, letter_id: int):
    """Send a letter's file to whoever reviews its nomination; for everybody else, its unit too, it does not exist."""
    reviewed = NominationPage.objects.reviewed_by(request.user)
    letter = get_object_or_404(LetterRequest.objects.answered(), pk=letter_id, nomination__in=reviewed)
    if not letter.file or not reads_letters(request.user, letter.nomination):
        raise Http404
    try:
        content = letter.file.open("rb")
    except FileNotFoundError as lost:
        logger.error("a letter has no file", extra={"letter": letter.pk})
        raise Http404 from lost
    if request.method == "GET":
        log(letter.nomination, "nominations.open_letter", user=request.user, data={"letter": letter.pk})
    return FileResponse(
        content,
        as_attachment=True,
        filename=letter.original_name,
        content_type=letter.media_type,
        headers=PRIVATE_FILE_HEADERS,
    )
