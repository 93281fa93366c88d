"""A table of the dashboards as an Excel sheet."""

from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from .tables import Row, Table


def workbook_of(table: Table, campaign_title: str) -> bytes:
    """Write a title, the headings, the rows and the note; no cell is ever a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=table.key)
    widths = (40, *(16 for _name in table.headings[1:]), 24)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append(cells(sheet, [f"{campaign_title}: {table.title}"], bold=True))
    sheet.append([])
    sheet.append(cells(sheet, [*table.headings, *([_("Note")] if has_warnings(table) else [])], bold=True))
    for row in table.rows:
        sheet.append(cells(sheet, values_of(row)))
    if table.total:
        sheet.append(cells(sheet, values_of(table.total), bold=True))
    for line in filter(None, (table.note, table.empty if not table.rows else "")):
        sheet.append(cells(sheet, [line]))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def has_warnings(table: Table) -> bool:
    return any(row.warning for row in table.rows)


def values_of(row: Row) -> list:
    return [row.name, *row.values, *([row.warning] if row.warning else [])]


def cells(sheet, values: list, *, bold: bool = False) -> list[WriteOnlyCell]:
    made = [WriteOnlyCell(sheet, value if isinstance(value, int) else str(value)) for value in values]
    for cell in made:
        cell.font = Font(name="Times New Roman", size=12, bold=bold)
        if cell.data_type == "f":
            cell.data_type = "s"
    return made
