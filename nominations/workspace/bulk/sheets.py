"""How our workbooks look, and that no text in them is ever a formula."""

from collections.abc import Iterable

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

FONT = "Times New Roman"
JADE, PAPER, WANTED, WRONG = "1E5B49", "F3F1EA", "FFF4D6", "F9C6C6"
THIN = Side(style="thin", color="B8B2A3")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
TEXT = "@"
#: The height of one line of 12 points.
LINE = 17
#: Control characters that XML cannot carry.
UNWRITABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


def put(
    page,
    row: int,
    column: int,
    value,
    *,
    bold: bool = False,
    colour: str = "",
    ink: str = "",
    italic: bool = False,
):
    """Write one value: a text stays a text, whatever it begins with, and numbers stay numbers."""
    cell = page.cell(row, column)
    cell.value = value.translate(UNWRITABLE) if isinstance(value, str) else value
    if isinstance(value, str):
        keep_text(cell)
    cell.font = Font(name=FONT, size=12, bold=bold, italic=italic, color=ink or None)
    cell.alignment = Alignment(vertical="center" if bold else "top", wrap_text=True)
    if colour:
        cell.fill = PatternFill("solid", fgColor=colour)
    return cell


def keep_text(cell) -> None:
    """Let no spreadsheet take a text for a formula."""
    cell.data_type = "s"
    cell.number_format = TEXT
    cell.quotePrefix = True


def put_headings(page, row: int, headings: Iterable[str]) -> None:
    for number, heading in enumerate(headings, start=1):
        put(page, row, number, heading, bold=True, colour=JADE, ink="FFFFFF").border = FRAME
