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

from ..refusals import FileRefused
from .documents import EXCEL, WORD, office_type, refuse_unsafe_office, refuse_unsafe_pdf
from .pictures import reencode

PDF = "application/pdf"
#: What is accepted: the sniffed type, and the endings that a name of this type may have.
ENDINGS = {
    PDF: (".pdf",),
    "image/jpeg": (".jpg", ".jpeg"),
    "image/png": (".png",),
    "image/webp": (".webp",),
    WORD: (".docx",),
    EXCEL: (".xlsx",),
}
NAME_LENGTH = 255
#: Categories of characters that no name shows: controls, direction marks, surrogates, private use, line ends.
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


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
    name = shown_name(upload.name or "")
    require_room(name, upload.size, already)
    data = upload.read(settings.EVIDENCE_MAX_BYTES + 1)
    require_room(name, len(data), already)
    media_type = media_type_of(data)
    if media_type not in ENDINGS:
        raise FileRefused(
            _("“%(name)s” was not stored: only PDF, Word, Excel, JPEG, PNG and WebP are accepted.")
            % {"name": name}
        )
    if PurePath(name).suffix.lower() not in ENDINGS[media_type]:
        raise FileRefused(
            _("“%(name)s” was not stored: its content is not what its name says.") % {"name": name}
        )
    data = made_safe(data, media_type, name)
    return SniffedFile(
        name, media_type, len(data), hashlib.sha256(data).hexdigest(), File(BytesIO(data), name=name)
    )


def media_type_of(data: bytes) -> str:
    """Return what the bytes are; '' for what nobody recognises."""
    if data.startswith(b"PK"):
        return office_type(data)
    guess = filetype.guess(data)
    return guess.mime if guess else ""


def made_safe(data: bytes, media_type: str, name: str) -> bytes:
    """Return the bytes that are kept; raises FileRefused for a document that acts by itself."""
    if media_type == PDF:
        refuse_unsafe_pdf(data, name)
    elif media_type in (WORD, EXCEL):
        refuse_unsafe_office(data, name)
    else:
        return reencode(data, media_type, name)
    return data


def require_room(name: str, size: int, already: int) -> None:
    """Refuse an empty file, one over the size limit, and one file too many."""
    limit = settings.EVIDENCE_MAX_BYTES
    if not size:
        raise FileRefused(_("“%(name)s” was not stored: the file is empty.") % {"name": name})
    if size > limit:
        raise FileRefused(
            _("“%(name)s” was not stored: it is larger than %(limit)s.")
            % {"name": name, "limit": filesizeformat(limit)}
        )
    if already >= settings.EVIDENCE_MAX_FILES:
        raise FileRefused(
            _("“%(name)s” was not stored: a nomination holds %(count)d files at most.")
            % {"name": name, "count": settings.EVIDENCE_MAX_FILES}
        )


def shown_name(name: str) -> str:
    """Return a file name that is safe to show: NFC, no path, no control or direction marks, 255 at most."""
    base = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    visible = "".join(c for c in base if unicodedata.category(c) not in UNSEEN).strip()
    stem, dot, ending = visible.rpartition(".")
    if dot and len(visible) > NAME_LENGTH > len(ending):
        return f"{stem[: NAME_LENGTH - len(ending) - 1]}.{ending}"
    return visible[:NAME_LENGTH] or "tep"
