"""Draws the Excel template of a campaign: headings that say what they want, lists to choose from, a guide."""

from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation

from .columns import (
    ACHIEVEMENTS,
    AWARDS,
    EXAMPLE_ROW,
    GUIDE,
    HEADING_ROW,
    KEY_ROW,
    LISTS,
    MOST_PEOPLE,
    PEOPLE,
    Column,
    Plan,
    Sheet,
)
from .sheets import FONT, FRAME, JADE, LINE, PAPER, TEXT, WANTED, put, put_headings

#: One filled row of each sheet, by field; invented, and read by nobody.
EXAMPLE = {
    "candidate.name": "Nguyễn Thị Minh Họa",
    "candidate.birth_year": "09/02/1978",
    "candidate.ethnicity": "Kinh",
    "candidate.home_place": "Xã Minh Họa, tỉnh Mẫu",
    "candidate.residence": "Phường Minh Họa, thành phố Hà Nội",
    "candidate.position": "Trưởng phòng Phòng Mẫu",
    "candidate.duties": "Phụ trách nền tảng dữ liệu dùng chung của ngành.",
    "candidate.qualification": "Thạc sĩ công nghệ thông tin",
    "candidate.identity_number": "012345678901",
    "candidate.phone": "0912 345 678",
    "candidate.email": "ten@donvi.vn",
    "case.summary": "Chủ trì xây dựng nền tảng dùng chung, đưa 42 dịch vụ công lên trực tuyến.",
    "case.case": "Năm 2021, tôi được giao chủ trì xây dựng nền tảng dữ liệu dùng chung của ngành…",
    "achievement.title": "Nền tảng dữ liệu dùng chung",
    "achievement.period": "2021–2023",
    "achievement.detail": "Thiết kế, xây dựng và vận hành nền tảng.",
    "achievement.result": "12 triệu lượt dùng (báo cáo quý IV năm 2023 của đơn vị).",
    "award.year": "2020",
    "award.name": "Bằng khen của Bộ trưởng",
    "award.decision_number": "118/QĐ-BTTTT",
    "award.decision_date": "06/02/2020",
    "award.issuer": "Bộ Thông tin và Truyền thông",
}


def template(plan: Plan) -> bytes:
    """Return the template of a campaign in the active language, as the bytes of an .xlsx file."""
    book = Workbook()
    guide = book.active
    guide.title = str(GUIDE)
    lists = book.create_sheet(LISTS)
    lists.sheet_state = "hidden"
    for its_sheet in plan.sheets:
        draw_sheet(book.create_sheet(its_sheet.title, index=len(book.sheetnames) - 1), its_sheet, lists)
    write_guide(guide, plan)
    book.active = 0
    book.properties.title = plan.campaign.title
    book.properties.creator = ""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def draw_sheet(page, its_sheet: Sheet, lists) -> None:
    put_headings(page, HEADING_ROW, [column.heading for column in its_sheet.columns])
    for number, column in enumerate(its_sheet.columns, start=1):
        draw_column(page, number, column, its_sheet, lists)
    page.row_dimensions[HEADING_ROW].height = 48
    page.row_dimensions[KEY_ROW].hidden = True
    page.freeze_panes = page.cell(EXAMPLE_ROW, 3 if its_sheet.key == PEOPLE else 2)
    page.sheet_view.zoomScale = 100
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4


def draw_column(page, number: int, column: Column, its_sheet: Sheet, lists) -> None:
    """One column: a note on its heading, its key, its example, text throughout, and its list if it has one."""
    letter = get_column_letter(number)
    put(page, KEY_ROW, number, column.key)
    example = _("Example") if number == 1 else example_of(column)
    put(page, EXAMPLE_ROW, number, example, italic=True, colour=PAPER, ink="6B6255").border = FRAME
    if note := note_of(column):
        page.cell(HEADING_ROW, number).comment = comment(note)
    dimension = page.column_dimensions[letter]
    dimension.width = 8 if number == 1 else 48 if column.is_long else 26
    dimension.number_format = TEXT
    dimension.font = Font(name=FONT, size=12)
    if column.choices:
        offer(page, f"{letter}{EXAMPLE_ROW}:{letter}{its_sheet.last_row}", column, lists)


def example_of(column: Column) -> str:
    return column.choices[0].shown if column.choices else EXAMPLE.get(column.key, "")


def note_of(column: Column) -> str:
    """What the note on a heading says: the help of the form, the choices, whether it is wanted."""
    lines = [column.help]
    if column.choices and len(column.choices) < 4:
        lines.append(
            _("Choose from the list: %(choices)s.") % {"choices": ", ".join(c.shown for c in column.choices)}
        )
    elif column.choices:
        lines.append(_("Choose from the list."))
    if column.is_wanted:
        lines.append(_("Wanted before the dossier can be submitted; a draft may do without."))
    return "\n".join(filter(None, lines))


def comment(words: str, author: str = "") -> Comment:
    made = Comment(words, author)
    made.width, made.height = 320, 60 + 18 * (len(words) // 40)
    return made


def offer(page, cells: str, column: Column, lists) -> None:
    """A drop-down list; its words stand in the hidden sheet, where their length does not matter."""
    place = lists.max_column + (1 if lists.cell(1, 1).value else 0)
    for row, choice in enumerate(column.choices, start=1):
        put(lists, row, place, choice.shown)
    letter = get_column_letter(place)
    source = f"{quote_sheetname(LISTS)}!${letter}$1:${letter}${len(column.choices)}"
    listed = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=True)
    listed.errorTitle, listed.error = column.label[:32], _("Choose from the list.")
    listed.add(cells)
    page.add_data_validation(listed)


# --- The guide ------------------------------------------------------------------------------------------


def write_guide(page, plan: Plan) -> None:
    """What to do, in order, and every column with what it wants."""
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 30, 90
    put(page, 1, 1, plan.campaign.title, bold=True, ink=JADE).alignment = Alignment(wrap_text=False)
    row = 3
    for number, words in enumerate(steps(plan), start=1):
        put(page, row, 1, _("Step %(number)d") % {"number": number}, bold=True)
        put(page, row, 2, words)
        row += 1
    for its_sheet in plan.sheets:
        row += 1
        put_headings(page, row, [_("Sheet “%(sheet)s”") % {"sheet": its_sheet.title}, _("What to write")])
        for column in its_sheet.columns:
            row += 1
            put(
                page, row, 1, column.heading, bold=column.is_wanted, colour=WANTED if column.is_wanted else ""
            ).border = FRAME
            put(page, row, 2, note_of(column) or "–").border = FRAME
    for number in range(3, row + 1):
        page.row_dimensions[number].height = LINE * max(
            lines_in(page.cell(number, place)) for place in (1, 2)
        )
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def lines_in(cell) -> int:
    """How many lines a text takes in the width of its column, wrapped."""
    width = cell.parent.column_dimensions[cell.column_letter].width
    return sum(1 + int(len(line) * 1.15 // width) for line in str(cell.value or "").split("\n")) or 1


def steps(plan: Plan) -> list[str]:
    sheets = {its_sheet.key: its_sheet.title for its_sheet in plan.sheets}
    return [
        _("In the sheet “%(sheet)s” write one person in each row, %(most)d at most. Give each a number.")
        % {"sheet": sheets[PEOPLE], "most": MOST_PEOPLE},
        _(
            "In “%(achievements)s” and “%(awards)s” write as many rows as needed, each with the number of its person."
        )
        % {"achievements": sheets[ACHIEVEMENTS], "awards": sheets[AWARDS]},
        _("Write dates as day/month/year, for example 09/02/1978. All cells are text, so that no 0 is lost."),
        _(
            "Only values are read: no formulas, no merged cells, no further columns or sheets. The example is skipped."
        ),
        _(
            "Save the file as .xlsx and upload it. Everything is checked and shown to you before anything is stored."
        ),
        _(
            "Supporting documents and the candidate's consent are added to each draft afterwards, on the portal."
        ),
    ]
