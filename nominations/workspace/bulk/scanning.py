"""A first look at the sheets of an uploaded workbook, cell by cell and without keeping any.

Says how far each sheet really reaches, whatever it declares, and stops at a limit: so a workbook of a
million rows costs no more than one that is just too long. Finds merged cells and hidden rows, which the
reader of values does not show.
"""

import re
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZipFile

#: Cells of all sheets together, empty ones with a format among them.
MOST_CELLS = 300_000
#: What all parts of a workbook may unfold to.
UNFOLDED_BYTES = 64 * 1024 * 1024
#: What a part may weigh that is read as a whole: formats, relations, notes.
WHOLE_BYTES = 8 * 1024 * 1024
PIECE = 64 * 1024
STREAMED = re.compile(r"^xl/(worksheets/[^/]+|sharedStrings)\.xml$")
SHEET = re.compile(r"^xl/worksheets/[^/]+\.xml$")
REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?([0-9]{1,7})$")


class FarEnough(Exception):
    """A sheet that reaches below every row that is read: how far below does not matter."""


class TooLarge(Exception):
    """A workbook with more cells than any list of people has."""


@dataclass
class Reach:
    """What one sheet holds: its last row and column with something in it, merged ranges, hidden rows with content."""

    last_row: int = 0
    last_column: int = 0
    merged: list[tuple[int, int, str]] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)


def scan(archive: ZipFile, *, last_row: int) -> dict[str, Reach]:
    """Look through every sheet as far as ``last_row``; return what each holds, by the name of its part.

    Raises TooLarge, or ExpatError and ValueError for what is no sheet.
    """
    found, cells = {}, 0
    for name in archive.namelist():
        if SHEET.match(name):
            scanner = Scanner(MOST_CELLS - cells, last_row)
            with archive.open(name) as part:
                scanner.read(part)
            found[name], cells = scanner.reach, cells + scanner.cells
    parts = archive.infolist()
    heavy = any(part.file_size > WHOLE_BYTES and not STREAMED.match(part.filename) for part in parts)
    if heavy or sum(part.file_size for part in parts) > UNFOLDED_BYTES:
        raise TooLarge
    return found


class Scanner:
    """Counts the cells of one sheet as its parts come by."""

    def __init__(self, room: int, last_row: int):
        self.reach, self.cells, self.room, self.last_row = Reach(), 0, room, last_row
        self.row = self.column = 0
        self.is_hidden = False
        self.parser = ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EntityDeclHandler = self.refuse_entity

    def read(self, part) -> None:
        try:
            while piece := part.read(PIECE):
                self.parser.Parse(piece, False)
            self.parser.Parse(b"", True)
        except FarEnough:
            return

    def refuse_entity(self, *args) -> None:
        raise ExpatError("a sheet declares no entities")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "row":
                self.row = int(attributes.get("r", self.row + 1))
                self.column, self.is_hidden = 0, attributes.get("hidden") in ("1", "true")
            case "c":
                self.count(attributes.get("r", ""))
            case "v" | "is" | "f":
                self.note()
            case "mergeCell":
                self.merge(attributes.get("ref", ""))

    def count(self, reference: str) -> None:
        self.cells += 1
        if self.cells > self.room:
            raise TooLarge
        if place := REFERENCE.match(reference):
            self.column, self.row = column_number(place[1]), int(place[2])
        else:
            self.column += 1

    def note(self) -> None:
        """The cell has something in it."""
        self.reach.last_row = max(self.reach.last_row, self.row)
        self.reach.last_column = max(self.reach.last_column, self.column)
        if self.row > self.last_row:
            raise FarEnough
        if self.is_hidden and self.row not in self.reach.hidden_rows[-1:]:
            self.reach.hidden_rows.append(self.row)

    def merge(self, reference: str) -> None:
        first, _colon, last = reference.partition(":")
        begins, ends = REFERENCE.match(first), REFERENCE.match(last or first)
        if begins and ends:
            self.reach.merged.append((int(begins[2]), int(ends[2]), reference))
            if len(self.reach.merged) > self.room:
                raise TooLarge


def column_number(letters: str) -> int:
    """
    >>> column_number("AA")
    27
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
