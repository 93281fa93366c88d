"""Gives an uploaded workbook back with every faulty cell coloured and a note on it that says what to correct."""

from collections import defaultdict
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.styles import PatternFill

from .refusals import Fault
from .sheets import WRONG, keep_text
from .template import comment

FILL = PatternFill("solid", fgColor=WRONG)


def marked(data: bytes, faults: list[Fault]) -> bytes:
    """Return the workbook with its faults marked; formulas come back as the text that they are.

    Call it with a workbook that was read before: how much it holds was limited there.
    """
    book = load_workbook(BytesIO(data))
    book._external_links = []
    for page in book.worksheets:
        disarm(page)
    for (name, row, column), words in gathered(faults).items():
        if name in book.sheetnames:
            mark(book[name], row, column, words)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def gathered(faults: list[Fault]) -> dict[tuple[str, int, int], str]:
    """The words by the cell that they stand on: of a row its first, of a sheet the first of its headings."""
    found = defaultdict(list)
    for fault in faults:
        found[fault.sheet, fault.row or 1, fault.column or 1].append(fault.words)
    return {place: "\n".join(words) for place, words in found.items()}


def disarm(page) -> None:
    for row in page.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                cell.value = str(getattr(cell.value, "text", None) or cell.value)
                keep_text(cell)


def mark(page, row: int, column: int, words: str) -> None:
    cell = page.cell(row, column)
    if isinstance(cell, MergedCell):
        merged = next(each for each in page.merged_cells.ranges if cell.coordinate in each)
        cell = page.cell(merged.min_row, merged.min_col)
    cell.fill = FILL
    cell.comment = comment(f"{cell.comment.text}\n{words}" if cell.comment and row > 1 else words)
