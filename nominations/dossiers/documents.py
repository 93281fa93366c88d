"""Documents that act by themselves, or are not what they claim: found by reading their structure."""

import re
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import pikepdf
from django.utils.translation import gettext as _

from ..refusals import FileRefused

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: What a PDF or an office file may unfold to, and of how many parts an office file may consist.
UNFOLDED_BYTES = 200 * 1024 * 1024
MAX_PARTS = 5000
#: A part that is read as a whole, to be looked through.
PART_BYTES = 4 * 1024 * 1024

pikepdf.settings.set_qpdf_limits(
    flate_max_memory=UNFOLDED_BYTES, run_length_max_memory=UNFOLDED_BYTES, parser_max_container_size=1_000_000
)


# --- PDF ------------------------------------------------------------------------------------------------

#: Names of actions that run or fetch something, and of entries that carry a program or another file.
ACTIONS = {"/JavaScript", "/Launch", "/GoToE", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/Sound"}
ENTRIES = {"/JS", "/JavaScript", "/EF", "/EmbeddedFiles", "/RichMediaContent", "/RichMediaSettings", "/XFA"}
#: Bytes that may stand behind the end of a PDF before it counts as two files in one.
TAIL = 1024


def safe_pdf_pages(data: bytes, name: str) -> int:
    """Count the pages; raises FileRefused for a PDF that cannot be read, wants a password, acts or hides a file.

    Reads the objects, so that names written in another way (``/J#61vaScript``) and objects packed
    into streams are seen. Signed documents stay as they are: nothing is rewritten.
    """
    end = data.rfind(b"%%EOF")
    if end < 0 or len(data) - end > TAIL:
        raise FileRefused(
            _("“%(name)s” was not stored: the PDF is cut off or something else is attached to it.")
            % {"name": name}
        )
    try:
        with pikepdf.open(BytesIO(data)) as document:
            pages = len(document.pages)
            active = any(acts(thing) for thing in document.objects) or acts(document.trailer)
    except pikepdf.PasswordError as locked:
        raise FileRefused(
            _("“%(name)s” was not stored: it is protected by a password.") % {"name": name}
        ) from locked
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError) as broken:
        raise FileRefused(
            _("“%(name)s” was not stored: the PDF cannot be read.") % {"name": name}
        ) from broken
    if not pages:
        raise FileRefused(_("“%(name)s” was not stored: the PDF cannot be read.") % {"name": name})
    if active:
        raise FileRefused(
            _("“%(name)s” was not stored: the PDF contains active content. Print it to a new PDF.")
            % {"name": name}
        )
    return pages


def acts(thing: pikepdf.Object) -> bool:
    """Say whether one object of a PDF, with all that is written inside it, runs or carries something."""
    if isinstance(thing, pikepdf.Array):
        return any(acts(item) for item in thing if within(item))
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return False
    if ENTRIES & set(thing.keys()) or str(thing.get("/S", "")) in ACTIONS:
        return True
    return any(acts(value) for value in (thing[key] for key in thing.keys()) if within(value))  # noqa: SIM118


def within(value) -> bool:
    """Whether a value is written inside its owner; objects of their own are looked at once, as such."""
    return isinstance(value, pikepdf.Object) and not value.is_indirect


# --- Word and Excel -------------------------------------------------------------------------------------

#: How the main part of each kind is named in ``[Content_Types].xml``; kinds with macros have other names.
MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": WORD,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": EXCEL,
}
PROGRAMS = re.compile(
    r"vbaProject|activeX|oleObject|macrosheets|\.(bin|exe|dll|js|vbs|hta|lnk)$", re.IGNORECASE
)
#: Printer settings and the like are binary, common and harmless.
HARMLESS = re.compile(r"printerSettings\d*\.bin$", re.IGNORECASE)
OUTSIDE = re.compile(
    r'Target\s*=\s*["\']\s*(https?:|ftp:|mhtml:|//|\\\\|file:(//[^/]|/{4}|\\\\))', re.IGNORECASE
)


def office_type(data: bytes) -> str:
    """Return the media type of a Word or Excel file without macros, by its own table of contents; else ''."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            table = part(archive, "[Content_Types].xml")
    except Exception:  # whatever zipfile and its decompressors say of damaged data
        return ""
    found = {kind for main, kind in MAIN_PARTS.items() if f'"{main}"' in table.replace("'", '"')}
    return found.pop() if len(found) == 1 and "macroenabled" not in table.casefold() else ""


def refuse_unsafe_office(data: bytes, name: str) -> None:
    """Raise FileRefused for an office file that is damaged, unfolds endlessly, or carries or fetches a program."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            refuse_bomb(archive, parts, name)
            active = any(PROGRAMS.search(p.filename) and not HARMLESS.search(p.filename) for p in parts)
            active = active or any(
                fetches(part(archive, p.filename)) for p in parts if p.filename.endswith(".rels")
            )
            damaged = archive.testzip() is not None
    except FileRefused:
        raise
    except Exception as broken:  # whatever a decompressor says of damaged data, it is the file's fault
        raise FileRefused(
            _("“%(name)s” was not stored: the document cannot be read.") % {"name": name}
        ) from broken
    if damaged:
        raise FileRefused(_("“%(name)s” was not stored: the document cannot be read.") % {"name": name})
    if active:
        raise FileRefused(
            _(
                "“%(name)s” was not stored: the document contains macros, embedded objects "
                "or links that load by themselves."
            )
            % {"name": name}
        )


def refuse_bomb(archive: ZipFile, parts, name: str) -> None:
    """Refuse by declared sizes, before anything is unfolded; zipfile reads no part beyond its declared size."""
    if len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > UNFOLDED_BYTES or archive.comment:
        raise FileRefused(_("“%(name)s” was not stored: the document cannot be read.") % {"name": name})


def part(archive: ZipFile, filename: str) -> str:
    """Read one part as text; raises ValueError for one that is too large or declares entities."""
    with archive.open(filename) as file:
        data = file.read(PART_BYTES + 1)
    if len(data) > PART_BYTES:
        raise ValueError(filename)
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError(filename)
    return text


def pages_said(data: bytes) -> int | None:
    """The number of pages that a Word file says it has; None where it says nothing."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            said = part(archive, "docProps/app.xml")
    except (BadZipFile, KeyError, ValueError):
        return None
    number = said.partition("<Pages>")[2].partition("</Pages>")[0]
    return int(number) or None if number.isascii() and number.isdecimal() and len(number) < 5 else None


def fetches(relations: str) -> bool:
    """Say whether a table of relations loads something from elsewhere; links that a reader clicks are fine."""
    return any(
        "External" in relation and "/hyperlink" not in relation and OUTSIDE.search(relation)
        for relation in re.findall(r"<Relationship\b[^>]*>", relations)
    )
