"""How much evidence a nomination may hold: said before an upload, and decided when it arrives."""

from dataclasses import dataclass

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from ..refusals import FileRefused

MEGAPIXEL = 1_000_000


@dataclass(frozen=True)
class Limits:
    """What one file and all files of a nomination may take, in bytes, files, pages and pixels."""

    file_bytes: int
    files: int
    total_bytes: int
    pages: int
    pixels: int

    @property
    def megapixels(self) -> int:
        return self.pixels // MEGAPIXEL


@dataclass(frozen=True)
class Used:
    """What the files of a nomination take already."""

    files: int = 0
    total_bytes: int = 0


def limits() -> Limits:
    """Read the limits of this installation; those that it does not set have the portal's own values."""
    return Limits(
        file_bytes=settings.EVIDENCE_MAX_BYTES,
        files=settings.EVIDENCE_MAX_FILES,
        total_bytes=getattr(settings, "EVIDENCE_MAX_TOTAL_BYTES", 100 * 1024 * 1024),
        pages=getattr(settings, "EVIDENCE_MAX_PAGES", 100),
        pixels=getattr(settings, "EVIDENCE_MAX_PIXELS", 25 * MEGAPIXEL),
    )


def require_size(name: str, size: int) -> None:
    """Refuse an empty file, and one over the size limit."""
    limit = limits().file_bytes
    if not size:
        raise FileRefused(_("“%(name)s” was not stored: the file is empty.") % {"name": name})
    if size > limit:
        raise FileRefused(
            _("“%(name)s” was not stored: it is larger than %(limit)s.")
            % {"name": name, "limit": filesizeformat(limit)}
        )


def require_room(name: str, size: int, used: Used) -> None:
    """Refuse one file too many, and one for which no space is left; decided with the nomination locked."""
    most = limits()
    if used.files >= most.files:
        raise FileRefused(
            _("“%(name)s” was not stored: a nomination holds %(count)d files at most.")
            % {"name": name, "count": most.files}
        )
    if used.total_bytes + size > most.total_bytes:
        raise FileRefused(
            _(
                "“%(name)s” was not stored: all files of a nomination may take %(limit)s, and %(used)s are in use."
            )
            % {
                "name": name,
                "limit": filesizeformat(most.total_bytes),
                "used": filesizeformat(used.total_bytes),
            }
        )


def require_pages(name: str, pages: int) -> None:
    """Refuse a document of more pages than anybody will read."""
    limit = limits().pages
    if pages > limit:
        raise FileRefused(
            _("“%(name)s” was not stored: it has %(pages)d pages; a document may have %(limit)d.")
            % {"name": name, "pages": pages, "limit": limit}
        )


def require_pixels(name: str, width: int, height: int) -> None:
    """Refuse a picture that would take more memory than it is worth; called before it is unfolded."""
    if width * height > limits().pixels:
        raise too_many_pixels(name)


def too_many_pixels(name: str) -> FileRefused:
    return FileRefused(
        _("“%(name)s” was not stored: the picture has more than %(limit)d million pixels.")
        % {"name": name, "limit": limits().megapixels}
    )
