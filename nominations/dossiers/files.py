"""What an uploaded file really is: sniffed from its bytes, never believed from its name."""

import hashlib
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

import filetype
from django.conf import settings
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from ..refusals import Refused

#: What is accepted: the sniffed type, and the endings that a name of this type may have.
ENDINGS = {
    "application/pdf": (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
}
MAX_PIXELS = 25_000_000
NAME_LENGTH = 255
#: Names in a PDF that make it act by itself.
ACTIVE_CONTENT = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia", b"/OpenAction /JS")


class FileRefused(Refused):
    """A file that was not stored; ``message`` says why, naming the file."""


@dataclass(frozen=True)
class SniffedFile:
    name: str
    media_type: str
    size: int
    sha256: str
    content: File


def sniff(upload, *, already: int = 0) -> SniffedFile:
    """Read an upload and say what it is; pictures are re-encoded without their metadata.

    Raises FileRefused when it is empty, too large, one too many, or not what its name says.
    """
    name = shown_name(upload.name)
    require_room(name, upload.size, already)
    data = upload.read()
    guess = filetype.guess(data)
    media_type = guess.mime if guess else ""
    if media_type not in ENDINGS:
        raise FileRefused(_("“%(name)s” was not stored: only PDF, Word, Excel, JPEG, PNG and WebP are accepted.") % {"name": name})
    if PurePath(name).suffix.lower() not in ENDINGS[media_type]:
        raise FileRefused(_("“%(name)s” was not stored: its content is not what its name says.") % {"name": name})
    if media_type == "application/pdf" and any(marker in data for marker in ACTIVE_CONTENT):
        raise FileRefused(_("“%(name)s” was not stored: the PDF contains active content. Print it to a new PDF.") % {"name": name})
    if media_type.startswith("image/"):
        data = reencode(data, media_type, name)
    return SniffedFile(name, media_type, len(data), hashlib.sha256(data).hexdigest(), File(BytesIO(data), name=name))


def require_room(name: str, size: int, already: int) -> None:
    """Refuse an empty file, one over the size limit, and one file too many."""
    limit = settings.EVIDENCE_MAX_BYTES
    if not size:
        raise FileRefused(_("“%(name)s” was not stored: the file is empty.") % {"name": name})
    if size > limit:
        raise FileRefused(
            _("“%(name)s” was not stored: it is larger than %(limit)s.") % {"name": name, "limit": filesizeformat(limit)}
        )
    if already >= settings.EVIDENCE_MAX_FILES:
        raise FileRefused(
            _("“%(name)s” was not stored: a nomination holds %(count)d files at most.")
            % {"name": name, "count": settings.EVIDENCE_MAX_FILES}
        )


def reencode(data: bytes, media_type: str, name: str) -> bytes:
    """Return a picture of the same type, upright, without place, device or any other metadata."""
    try:
        with Image.open(BytesIO(data)) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise FileRefused(_("“%(name)s” was not stored: the picture has more than 25 million pixels.") % {"name": name})
            upright = ImageOps.exif_transpose(picture)
            upright.info.clear()
            out = BytesIO()
            upright.save(out, format=media_type.partition("/")[2], quality=90)
            return out.getvalue()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as broken:
        raise FileRefused(_("“%(name)s” was not stored: the picture cannot be read.") % {"name": name}) from broken


def shown_name(name: str) -> str:
    """Return a file name that is safe to show: NFC, no path, no control or direction marks, 255 at most."""
    base = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    visible = "".join(c for c in base if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp")).strip()
    stem, dot, ending = visible.rpartition(".")
    if dot and len(visible) > NAME_LENGTH:
        return f"{stem[: NAME_LENGTH - len(ending) - 1]}.{ending}"
    return visible[:NAME_LENGTH] or "tep"
