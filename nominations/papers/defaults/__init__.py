"""The templates that the portal is delivered with, one Word file for each kind of paper."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..layout import papers

FOLDER = Path(__file__).parent
BUILDERS = {
    "to-trinh": papers.proposal,
    "trich-ngang": papers.short_list,
    "bien-ban-hop": papers.minutes,
    "kiem-phieu": papers.counting,
    "phieu-bau": papers.ballot_paper,
    "quyet-dinh": papers.decision,
    "tap-ho-so": papers.pack,
    "thong-bao": papers.notice,
    "giay-chung-nhan": papers.certificates,
    "tien-do": papers.progress,
    "giay-moi": papers.invitation,
    "bao-cao": papers.report,
    "tom-tat": papers.summary,
    "to-trinh-don-vi": papers.unit_proposal,
}


def default_template(code: str) -> bytes:
    """Return the Word file that a kind of paper is delivered with."""
    return (FOLDER / f"{code}.docx").read_bytes()


def built(code: str) -> bytes:
    """Draw a default template; the same code always makes the same bytes."""
    out = BytesIO()
    BUILDERS[code]().save(out)
    return without_times(out.getvalue())


def without_times(data: bytes) -> bytes:
    """Pack a document again with one date on every part, so that nothing but its content can change it."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0)), old.read(part.filename), ZIP_DEFLATED)
    return out.getvalue()


def write_defaults() -> list[Path]:
    """Write every default template into its folder; return where they are."""
    paths = []
    for code in BUILDERS:
        path = FOLDER / f"{code}.docx"
        path.write_bytes(built(code))
        paths.append(path)
    return paths
