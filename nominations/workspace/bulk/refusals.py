"""Why a workbook, or one of its cells, was not taken."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from ...refusals import FileRefused


class WorkbookRefused(FileRefused):
    """A file in which nothing can be checked; ``message`` says what to do about it."""


@dataclass(frozen=True)
class Fault:
    """One thing to correct: in a cell, in a row (``column`` 0), or in a sheet as a whole (``row`` 0)."""

    sheet: str
    row: int
    column: int
    label: str
    words: str
    #: Whether it stands in the sheet that everybody thinks of, whose name needs not be said.
    is_of_people: bool = False

    @property
    def place(self) -> str:
        """Where it stands, as a person finds it in Excel."""
        names = {
            "sheet": self.sheet, "row": self.row, "letter": get_column_letter(self.column) if self.column else "",
            "label": self.label,
        }  # fmt: skip
        if self.row and self.column and self.label and self.is_of_people:
            return _("Row %(row)d, column %(letter)s “%(label)s”") % names
        if self.row and self.column and self.label:
            return _("Sheet “%(sheet)s”, row %(row)d, column %(letter)s “%(label)s”") % names
        if self.row and self.column:
            return _("Sheet “%(sheet)s”, row %(row)d, column %(letter)s") % names
        if self.row:
            return _("Sheet “%(sheet)s”, row %(row)d") % names
        return _("Sheet “%(sheet)s”") % names if self.sheet else ""

    def __str__(self):
        return f"{self.place}: {self.words}" if self.place else self.words
