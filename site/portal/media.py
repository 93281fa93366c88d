"""Public files where no web server or bucket serves them: while developing, and behind a bare gunicorn."""

from http import HTTPStatus

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest
from django.utils._os import safe_join
from django.views.decorators.http import require_safe
from whitenoise.media_types import MediaTypes
from whitenoise.middleware import WhiteNoiseFileResponse, WhiteNoiseMiddleware
from whitenoise.responders import NotARegularFileError, Response, SlicedFile, StaticFile

TYPES = MediaTypes(extra_types={".m4a": "audio/mp4", ".oga": "audio/ogg", ".vtt": "text/vtt"})


@require_safe
def serve_media(request: HttpRequest, path: str) -> WhiteNoiseFileResponse:
    """Send a file whole or, to a player that skips, the part that it asks for (206, 416)."""
    try:
        file = MediaFile(safe_join(settings.MEDIA_ROOT, path), headers_for(path))
    except (NotARegularFileError, SuspiciousFileOperation, NotADirectoryError, ValueError) as missing:
        raise Http404 from missing
    return WhiteNoiseMiddleware.serve(file, request)


def headers_for(path: str) -> list[tuple[str, str]]:
    return [
        ("Content-Type", TYPES.get_type(path)),
        ("Accept-Ranges", "bytes"),
        ("Cache-Control", f"public, max-age={settings.PUBLIC_PAGES_MAX_AGE}"),
        ("X-Content-Type-Options", "nosniff"),
    ]


class MediaFile(StaticFile):
    """A file of which one part may be asked for, be it a single byte, which WhiteNoise refuses."""

    def get_range_response(self, range_header, base_headers, file_handle):
        headers = dict(base_headers)
        size = int(headers["Content-Length"])
        start, end = self.get_byte_range(range_header, size)
        if start > end:
            return self.get_range_not_satisfiable_response(file_handle, size)
        headers |= {"Content-Range": f"bytes {start}-{end}/{size}", "Content-Length": str(end - start + 1)}
        part = SlicedFile(file_handle, start, end) if file_handle else None
        return Response(HTTPStatus.PARTIAL_CONTENT, list(headers.items()), part)
