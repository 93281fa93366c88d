"""Opens an uploaded workbook as nobody's friend, and reads its cells as texts with their places.

Nothing is believed: not the name, not the declared size of a sheet, not that a number is a number.
What cannot be opened is refused with what to do about it; what is wrong in a cell is a fault of that cell.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import PurePath
from zipfile import ZipFile

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from exemplars.vocabulary.names import fold

from ...dossiers.documents import EXCEL, office_type, refuse_unsafe_office
from ...dossiers.fields import DAY
from ...dossiers.files import shown_name
from .columns import (
    ACHIEVEMENTS,
    AWARDS,
    GUIDE,
    HEADING_ROW,
    KEY_ROW,
    LISTS,
    MOST_PEOPLE,
    PEOPLE,
    TITLES,
    Column,
    Plan,
    Sheet,
    every_word,
)
from .refusals import Fault, WorkbookRefused
from .scanning import Reach, TooLarge, scan

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: How Excel names the part of an old container in which it keeps a workbook that wants a password.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST_COLUMNS = 200


@dataclass(frozen=True)
class Cell:
    """What one cell says as text; ``fault`` is why it cannot be read."""

    text: str = ""
    fault: str = ""


@dataclass
class Row:
    """One row of a sheet: its number, and its cells by the keys of their columns."""

    number: int
    cells: dict[str, Cell]

    def is_blank(self, *, but: str = "") -> bool:
        return not any(cell.text or cell.fault for key, cell in self.cells.items() if key != but)


@dataclass
class ReadSheet:
    """A sheet as it was found: under which name, which column of it stands where, and its rows."""

    plan: Sheet
    name: str
    places: dict[str, int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    is_there: bool = True

    def fault(self, row: int, key: str, words: str) -> Fault:
        its_column = self.plan.by_key.get(key)
        label = its_column.label if its_column else ""
        return Fault(self.name, row, self.places.get(key, 0), label, words, self.plan.key == PEOPLE)


@dataclass
class Reading:
    """A workbook, read: its three sheets, and what is wrong with their frame."""

    sheets: dict[str, ReadSheet]
    faults: list[Fault]


# --- The file -------------------------------------------------------------------------------------------


def bytes_of(upload) -> tuple[bytes, str]:
    """Return an upload's bytes and the name that may be shown; raises WorkbookRefused or FileRefused."""
    name, limit = shown_name(upload.name or ""), settings.EVIDENCE_MAX_BYTES
    data = b"" if upload.size > limit else upload.read(limit + 1)
    if upload.size > limit or len(data) > limit:
        raise WorkbookRefused(
            _("“%(name)s” is larger than %(limit)s. Divide the list into several files.")
            % {"name": name, "limit": filesizeformat(limit)}
        )
    refuse_other_files(data, name)
    refuse_unsafe_office(data, name)
    return data, name


def refuse_other_files(data: bytes, name: str) -> None:
    """Say of each kind of file that is no .xlsx workbook what to do with it."""
    if not data:
        raise WorkbookRefused(_("“%(name)s” is empty.") % {"name": name})
    if data.startswith(OLE):
        locked = ENCRYPTED in data
        raise WorkbookRefused(
            (_("“%(name)s” is protected by a password. Take the password off and upload it again.") if locked
             else _("“%(name)s” is in the old format of Excel. Save it as .xlsx and upload it again."))
            % {"name": name}
        )  # fmt: skip
    if office_type(data) == EXCEL and PurePath(name).suffix.lower() == ".xlsx":
        return
    if PurePath(name).suffix.lower() in (".xlsm", ".xlsb", ".xltm", ".xlam") or b"vbaProject.bin" in data:
        raise WorkbookRefused(
            _("“%(name)s” contains macros, or is made for them. Save it as .xlsx and upload it again.")
            % {"name": name}
        )
    raise WorkbookRefused(
        _("“%(name)s” is not an Excel workbook (.xlsx). Fill in the template and upload it.") % {"name": name}
    )


# --- The workbook ---------------------------------------------------------------------------------------


def read_workbook(data: bytes, plan: Plan) -> Reading:
    """Read the sheets of a workbook by the plan of a campaign; raises WorkbookRefused."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            reaches = scan(archive, last_row=max(each.last_row for each in plan.sheets))
        book = load_workbook(BytesIO(data), read_only=True)
    except TooLarge as large:
        raise WorkbookRefused(
            _("The workbook has too many cells. Copy at most %(most)d people into a fresh template.")
            % {"most": MOST_PEOPLE}
        ) from large
    except Exception as broken:  # whatever openpyxl and its parsers say of a damaged workbook
        raise unreadable() from broken
    try:
        return read_sheets(book, reaches, plan)
    except WorkbookRefused:
        raise
    except Exception as broken:  # the sheets themselves are read only now
        raise unreadable() from broken
    finally:
        book.close()


def unreadable() -> WorkbookRefused:
    return WorkbookRefused(
        _("The workbook cannot be read. Copy the rows into a fresh template and upload that.")
    )


def read_sheets(book, reaches: dict[str, Reach], plan: Plan) -> Reading:
    faults: list[Fault] = []
    found: dict[str, ReadSheet] = {}
    for page in book.worksheets:
        reach = reaches.get(page._worksheet_path.lstrip("/"))
        if reach is None:  # a sheet in an unusual place, at which nobody has looked
            raise unreadable()
        heads = head_rows(page, reach)
        known = which(page.title, heads, plan)
        require_rows(page, reach, known or max(plan.sheets, key=lambda each: each.last_row))
        if known is None:
            faults += foreign(page, reach)
        elif known.key in found:
            faults.append(Fault(page.title, 0, 0, "", _("This sheet is there twice. Keep one of them.")))
        else:
            found[known.key] = read_sheet(page, reach, known, heads, faults)
    if PEOPLE not in found:
        raise WorkbookRefused(
            _("The workbook has no sheet “%(sheet)s”. Download the template and copy your rows into it.")
            % {"sheet": TITLES[PEOPLE]}
        )
    for key in (ACHIEVEMENTS, AWARDS):
        found.setdefault(key, ReadSheet(plan.sheet(key), plan.sheet(key).title, is_there=False))
    return Reading(found, faults)


def require_rows(page, reach: Reach, its_sheet: Sheet) -> None:
    """Refuse a sheet that reaches below the last row that is read."""
    if reach.last_row > its_sheet.last_row:
        raise WorkbookRefused(
            _("The sheet “%(sheet)s” has something in row %(row)d; at most %(last)d rows are read. "
              "Divide the list into several files, or delete what stands below.")
            % {"sheet": page.title, "row": reach.last_row, "last": its_sheet.last_row}
        )  # fmt: skip


def head_rows(page, reach: Reach) -> tuple[list[str], list[str]]:
    """The texts of the first two rows: the headings, and the keys where they are still there."""
    page.reset_dimensions()
    width = min(max(reach.last_column, 1), MOST_COLUMNS)
    rows = [
        [str(cell.value or "").strip() for cell in row]
        for row in page.iter_rows(min_row=HEADING_ROW, max_row=KEY_ROW, max_col=width)
    ]
    return (rows + [[""] * width] * 2)[0], (rows + [[""] * width] * 2)[1]


def which(title: str, heads: tuple[list[str], list[str]], plan: Plan) -> Sheet | None:
    """Which of the plan's sheets this is: by its keys, else by its name in any language."""
    for its_sheet in plan.sheets:
        if its_sheet.by_key.keys() & set(heads[1]):
            return its_sheet
    return next((s for s in plan.sheets if fold(title.strip()) in every_word(TITLES[s.key])), None)


def foreign(page, reach: Reach) -> list[Fault]:
    """A sheet that is not the template's and holds something, which would be lost without a word."""
    ours = page.title == LISTS or fold(page.title.strip()) in every_word(GUIDE)
    if ours or not reach.last_row:
        return []
    words = (
        _("This sheet is not one of the template's, and nothing of it is read. Delete it, or copy its rows.")
        if page.sheet_state == "visible"
        else _("This sheet is hidden and not one of the template's. Delete it.")
    )
    return [Fault(page.title, 0, 0, "", words)]


def read_sheet(page, reach: Reach, its_sheet: Sheet, heads, faults: list[Fault]) -> ReadSheet:
    """Find the columns of a sheet and read its rows; what is wrong with the frame goes to ``faults``."""
    found = ReadSheet(its_sheet, page.title)
    keyed = bool(its_sheet.by_key.keys() & set(heads[1]))
    first = (KEY_ROW if keyed else HEADING_ROW) + 1
    if reach.last_column > MOST_COLUMNS:
        raise WorkbookRefused(_("The sheet “%(sheet)s” has too many columns.") % {"sheet": page.title})
    faults += place_columns(found, *heads)
    faults += frame_faults(page, reach, first)
    stray: set[int] = set()
    rows = page.iter_rows(
        min_row=first, max_row=max(reach.last_row, first), max_col=max(reach.last_column, 1)
    )
    for number, cells in enumerate(rows, start=first):
        if any(cell.value is not None for cell in cells):
            found.rows.append(Row(number, read_cells(found, cells)))
            stray |= {place for place, cell in enumerate(cells, start=1) if cell.value not in (None, "")}
    for place in sorted(stray - set(found.places.values())):
        if not heads[0][place - 1]:
            words = _("There is something in this column, and it has no heading.")
            faults.append(Fault(page.title, HEADING_ROW, place, "", words))
    return found


def place_columns(found: ReadSheet, headings: list[str], keys: list[str]) -> list[Fault]:
    """Find where each column stands, by its heading or else its hidden key; say what is missing or unknown."""
    its_sheet, faults = found.plan, []
    by_label = {word: column.key for column in its_sheet.columns for word in folded_label(column)}
    for place, (heading, key) in enumerate(zip(headings, keys, strict=True), start=1):
        meant = by_label.get(fold(heading.rstrip(" *")))
        written = key if key in its_sheet.by_key else None
        if meant and written and meant != written:
            words = _(
                "The heading says “%(heading)s”, but the template has “%(label)s” here. Put the headings back."
            )
            labels = {"heading": heading, "label": its_sheet.by_key[written].label}
            faults.append(Fault(found.name, HEADING_ROW, place, "", words % labels))
        its_key = written or meant
        if its_key and its_key in found.places:
            words = _("This column is there twice. Keep one of them.")
            faults.append(Fault(found.name, HEADING_ROW, place, heading, words))
        elif its_key:
            found.places[its_key] = place
        elif heading:
            words = _(
                "This column is not one of the template's. Delete it, or put its words where they belong."
            )
            faults.append(Fault(found.name, HEADING_ROW, place, heading, words))
    lost = [f"“{column.label}”" for column in its_sheet.columns if column.key not in found.places]
    if lost:
        words = _("Columns are missing: %(names)s. Download the template and copy your rows into it.")
        faults.append(Fault(found.name, 0, 0, "", words % {"names": ", ".join(lost)}))
    return faults


def folded_label(column: Column) -> set[str]:
    return {fold(column.label), fold(column.key)}


def frame_faults(page, reach: Reach, first: int) -> list[Fault]:
    """Merged cells and hidden rows among the rows that are read, and a sheet that is hidden itself."""
    faults = []
    if page.sheet_state != "visible":
        faults.append(
            Fault(page.title, 0, 0, "", _("This sheet is hidden. Show it, so that you see what is read."))
        )
    for begins, ends, reference in reach.merged:
        if ends >= first:
            words = _("The cells %(range)s are merged. Take them apart and fill in each.") % {
                "range": reference
            }
            faults.append(Fault(page.title, max(begins, first), 0, "", words))
    words = _("This row is hidden. Show it, or delete it.")
    return faults + [Fault(page.title, row, 0, "", words) for row in reach.hidden_rows if row >= first]


# --- Cells ----------------------------------------------------------------------------------------------


def read_cells(found: ReadSheet, cells) -> dict[str, Cell]:
    return {
        key: read_cell(cells[place - 1], found.plan.by_key[key]) if place <= len(cells) else Cell()
        for key, place in found.places.items()
    }


def read_cell(cell, column: Column) -> Cell:
    """Read one cell as the text that a person would have typed into the form."""
    value = cell.value
    if value is None:
        return Cell()
    if cell.data_type == "f":
        return Cell(fault=_("This cell holds a formula. Type its result, or paste it as a value."))
    if cell.data_type == "e":
        return Cell(fault=_("This cell holds an error of Excel's: %(what)s.") % {"what": str(value)[:20]})
    if isinstance(value, str):
        return Cell(value.strip())
    if isinstance(value, bool):
        return Cell("1" if value else "0") if column.kind == "choice" else Cell("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return read_number(value, column)
    return read_moment(value, column)


def read_number(value: float, column: Column) -> Cell:
    """Read a number; of digits whose first nought Excel has dropped, say so."""
    text = (
        str(int(value))
        if float(value).is_integer() and abs(value) < 10**15
        else repr(value).replace(".", ",")
    )
    if column.name in LOST_NOUGHT and len(text) in LOST_NOUGHT[column.name]:
        return Cell(
            fault=_("Excel has dropped the 0 at its beginning. Set the cell to text and type it again.")
        )
    return Cell(text)


#: How many digits are left of a number that begins with a nought once Excel has taken it for a number.
LOST_NOUGHT = {"identity_number": (8, 11), "phone": (9,)}


def read_moment(value, column: Column) -> Cell:
    """Read a date of Excel's where a date is asked for; elsewhere Excel has made it of something else."""
    if not isinstance(value, datetime | date):
        return Cell(fault=_("This cell holds a time of day. Set the cell to text and type it again."))
    if column.kind in ("birth", "day"):
        return Cell(value.strftime(DAY))
    return Cell(fault=_("Excel has made a date of it. Set the cell to text and type it again."))
