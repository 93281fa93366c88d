"""What an uploaded file really is: sniffed from its bytes, never believed from its name."""

import hashlib
import unicodedata
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

import filetype
from django.core.files.base import File
from django.utils.translation import gettext as _

from ..refusals import FileRefused
from .documents import EXCEL, WORD, office_type, pages_said, refuse_unsafe_office, safe_pdf_pages
from .limits import Used, limits, require_pages, require_room, require_size
from .pictures import HEIC, JPEG, KEPT_AS, PNG, WEBP, reencode
from .scanning import Scan, scan_upload

PDF = "application/pdf"
#: What is accepted: the sniffed type, and the endings that a name of this type may have.
ENDINGS = {
    PDF: (".pdf",),
    JPEG: (".jpg", ".jpeg"),
    PNG: (".png",),
    WEBP: (".webp",),
    HEIC: (".heic", ".heif"),
    WORD: (".docx",),
    EXCEL: (".xlsx",),
}
NAME_LENGTH = 255
#: Categories of characters that no name shows: controls, direction marks, surrogates, private use, line ends.
UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


@dataclass(frozen=True)
class SniffedFile:
    """A file that may be stored. ``pages`` is None where nobody can count them; ``scan`` what is known of viruses."""

    name: str
    media_type: str
    size: int
    sha256: str
    content: File
    pages: int | None = None
    scan: Scan = Scan.UNCHECKED


def sniff(upload, *, already: int = 0) -> SniffedFile:
    """Read an upload and say what it is; pictures are re-encoded without their metadata.

    Raises FileRefused when it is empty, too large, one too many, infected, or not what its name says. Takes
    long for large files: call it before any lock is held.
    """
    name = shown_name(upload.name or "")
    require_room(name, 0, Used(files=already))
    require_size(name, upload.size)
    data = upload.read(limits().file_bytes + 1)
    require_size(name, len(data))
    media_type = media_type_of(data)
    require_kind(name, media_type)
    scan = scanned(data, name)
    data, pages = made_safe(data, media_type, name)
    kept = KEPT_AS.get(media_type, media_type)
    name = name_as(name, kept)
    digest = hashlib.sha256(data).hexdigest()
    return SniffedFile(name, kept, len(data), digest, File(BytesIO(data), name=name), pages, scan)


def media_type_of(data: bytes) -> str:
    """Return what the bytes are; '' for what nobody recognises."""
    if data.startswith(b"PK"):
        return office_type(data)
    guess = filetype.guess(data)
    return guess.mime if guess else ""


def require_kind(name: str, media_type: str) -> None:
    """Refuse what is not taken, and what calls itself something else."""
    if media_type not in ENDINGS:
        raise FileRefused(
            _("“%(name)s” was not stored: only PDF, Word, Excel, JPEG, PNG, WebP and HEIC are accepted.")
            % {"name": name}
        )
    if PurePath(name).suffix.lower() not in ENDINGS[media_type]:
        raise FileRefused(
            _("“%(name)s” was not stored: its content is not what its name says.") % {"name": name}
        )


def scanned(data: bytes, name: str) -> Scan:
    """Ask the virus scanner, where one is set up; raises FileRefused for an infected file."""
    scan, virus = scan_upload(BytesIO(data))
    if scan == Scan.INFECTED:
        raise FileRefused(
            _("“%(name)s” was not stored: the virus scanner found “%(virus)s” in it.")
            % {"name": name, "virus": virus}
        )
    return scan


def made_safe(data: bytes, media_type: str, name: str) -> tuple[bytes, int | None]:
    """Return the bytes that are kept, and their pages; raises FileRefused for a document that acts by itself."""
    if media_type == PDF:
        pages = safe_pdf_pages(data, name)
        require_pages(name, pages)
        return data, pages
    if media_type in (WORD, EXCEL):
        refuse_unsafe_office(data, name)
        return data, pages_said(data) if media_type == WORD else None
    return reencode(data, media_type, name), 1


def name_as(name: str, media_type: str) -> str:
    """Return the name with an ending of the type that the file is kept as."""
    path = PurePath(name)
    endings = ENDINGS[media_type]
    return name if path.suffix.lower() in endings else shown_name(f"{path.stem}{endings[0]}")


def shown_name(name: str) -> str:
    """Return a file name that is safe to show: NFC, no path, no control or direction marks, 255 at most."""
    base = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    visible = "".join(c for c in base if unicodedata.category(c) not in UNSEEN).strip()
    stem, dot, ending = visible.rpartition(".")
    if dot and len(visible) > NAME_LENGTH > len(ending):
        return f"{stem[: NAME_LENGTH - len(ending) - 1]}.{ending}"
    return visible[:NAME_LENGTH] or "tep"
