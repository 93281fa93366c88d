"""The lists in Excel: typed cells, a heading that stays, widths that fit, ready to print. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from .contexts.lists import award_text, birth, listed_people
from .contexts.progress import STATUS
from .facts import Facts, Person
from .kinds import Needs, Scope
from .rules import clean, post_and_unit, printable

FONT = "Times New Roman"
THIN = Side(style="thin", color="000000")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEAD_ROW = 4
#: The height of one line of 12 points.
LINE = 16.5


@dataclass(frozen=True)
class Column:
    label: str
    width: float
    #: ``0`` for whole numbers, ``0.00`` for shares, ``@`` for text.
    shape: str = "@"
    centred: bool = False


@dataclass(frozen=True)
class Sheet:
    """One kind of list: its columns, and the rows that facts give it."""

    code: str
    label: Promise
    scope: Scope
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Facts], list[Sequence]]
    needs: Needs = Needs.NOTHING
    recipients: tuple[str, ...] = ()
    is_numbered: bool = False
    for_members: bool = False
    #: The values of a last line that adds the others up, where there is one.
    total: Callable[[Facts], Sequence] | None = None


def proposed_rows(facts: Facts) -> list[Sequence]:
    return [
        (number, each.reference, each.name, each.position, each.unit, each.field, each.stage)
        for number, each in enumerate(facts.people, start=1)
    ]


def biography_row(number: int, person: Person) -> Sequence:
    year = int(birth(person)) if birth(person) else None
    training = "; ".join(filter(None, (clean(person.qualification), clean(person.academic_rank))))
    return (
        number,
        person.name,
        None if person.is_woman else year,
        year if person.is_woman else None,
        post_and_unit(person.position, person.unit),
        training or "Không",
        "x" if person.party_member else None,
        person.summary or "Không",
        "; ".join(map(award_text, person.awards)) or "Không",
    )


def biography_rows(facts: Facts) -> list[Sequence]:
    return [biography_row(number, each) for number, each in enumerate(listed_people(facts), start=1)]


def count_rows(facts: Facts) -> list[Sequence]:
    """The lines of a count, the most votes first; the share as a number."""
    lines = sorted(facts.meeting.count.lines, key=lambda line: -line.yes)
    return [
        (number, each.name, each.unit, each.yes, each.no,
         round(each.yes * 100 / each.whole, 2) if each.whole else 0, "Đạt" if each.passed else "Không đạt")
        for number, each in enumerate(lines, start=1)
    ]  # fmt: skip


def task_rows(facts: Facts) -> list[Sequence]:
    """The assignments of a plan; the cost as a number."""
    return [
        (number, task.title, task.lead, "; ".join(task.supporting) or "Không", task.due_on, STATUS[task.status],
         task.percentage, task.days_late or None, task.result or "Chưa báo cáo", task.cost,
         task.budget_source or "Không ghi", "; ".join(task.difficulties) or "Không",
         "; ".join(task.proposals) or "Không")
        for number, task in enumerate(facts.plan.tasks, start=1)
    ]  # fmt: skip


def invited_rows(facts: Facts) -> list[Sequence]:
    """Everybody whom a conference expects, in the order of the official list."""
    return [
        (number, each.name, post_and_unit(each.position, each.unit) or "Không", each.field or "Không",
         each.comes_as or "Không", each.note or "Không")
        for number, each in enumerate(facts.conference.people, start=1)
    ]  # fmt: skip


def task_total(facts: Facts) -> Sequence:
    tasks = facts.plan.tasks
    late = sum(task.status == "overdue" for task in tasks)
    done = sum(task.status == "done" for task in tasks)
    said = f"{done} hoàn thành, {late} quá hạn"
    cost = sum(task.cost or 0 for task in tasks)
    return (None, f"Tổng cộng: {len(tasks)} nhiệm vụ", *[None] * 3, said, *[None] * 3, cost, *[None] * 3)


TT = Column("TT", 6, "0", True)
SHEETS = {
    sheet.code: sheet
    for sheet in (
        Sheet(
            "ds-de-nghi", _("List of nominations (Excel)"), Scope.CAMPAIGN, "Danh sách đề nghị",
            (TT, Column("Mã hồ sơ", 18), Column("Họ và tên", 28), Column("Chức vụ", 32), Column("Đơn vị", 36),
             Column("Lĩnh vực", 24), Column("Tình trạng", 22)), proposed_rows,
        ),
        Sheet(
            "ds-trich-ngang", _("Short biographical list (Excel)"), Scope.SESSION, "Danh sách trích ngang",
            (TT, Column("Họ và tên", 26), Column("Năm sinh (nam)", 10, "0", True),
             Column("Năm sinh (nữ)", 10, "0", True), Column("Chức vụ, đơn vị", 34), Column("Trình độ, học vị", 24),
             Column("Đảng viên", 8, centred=True), Column("Tóm tắt thành tích", 46),
             Column("Khen thưởng đã được tặng", 36)), biography_rows, Needs.AGENDA,
        ),
        Sheet(
            "ds-kiem-phieu", _("Result of the count (Excel)"), Scope.SESSION, "Kết quả kiểm phiếu",
            (TT, Column("Họ và tên", 28), Column("Đơn vị", 36), Column("Đồng ý", 10, "0", True),
             Column("Không đồng ý", 10, "0", True), Column("Tỷ lệ (%)", 10, "0.00", True),
             Column("Kết quả", 14, centred=True)),
            count_rows, Needs.COUNT,
        ),
        Sheet(
            "ds-tien-do", _("Progress of the assignments (Excel)"), Scope.CAMPAIGN, "Tiến độ thực hiện nhiệm vụ",
            (TT, Column("Nhiệm vụ", 46), Column("Chủ trì", 28), Column("Phối hợp", 28),
             Column("Thời hạn", 13, "dd/mm/yyyy", True), Column("Trạng thái", 18, centred=True),
             Column("Hoàn thành (%)", 12, "0", True), Column("Chậm (ngày)", 10, "0", True), Column("Kết quả", 46),
             Column("Kinh phí (đồng)", 18, "#,##0"), Column("Nguồn kinh phí", 22), Column("Khó khăn", 30),
             Column("Kiến nghị", 30)),
            task_rows, Needs.PLAN, total=task_total,
        ),
        Sheet(
            "ds-dai-bieu", _("List of delegates (Excel)"), Scope.ROSTER, "Danh sách đại biểu",
            (TT, Column("Họ và tên", 28), Column("Chức vụ, đơn vị", 46), Column("Khối/ngành", 26),
             Column("Thành phần", 20, centred=True), Column("Ghi chú", 28)), invited_rows, Needs.PEOPLE,
        ),
    )
}  # fmt: skip


def workbook(sheet: Sheet, facts: Facts) -> bytes:
    """Return the list as a workbook of one sheet."""
    book = Workbook()
    page = book.active
    page.title = sheet.title[:31]
    rows = sheet.rows(facts)
    put_heading(page, sheet, facts)
    for number, values in enumerate(rows, start=HEAD_ROW + 1):
        put_row(page, number, sheet.columns, values)
    if sheet.total:
        put_total(page, HEAD_ROW + 1 + len(rows), sheet.columns, sheet.total(facts))
    set_up_print(page, sheet, len(rows))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put_heading(page, sheet: Sheet, facts: Facts) -> None:
    """What the list is, of which campaign and session, and the labels of its columns."""
    about = facts.meeting.title if facts.meeting else facts.conference.event if facts.conference else ""
    for number, text in enumerate((sheet.title.upper(), facts.campaign.title, about), start=1):
        put(page, number, 1, text, "@").font = Font(name=FONT, size=13, bold=number == 1, italic=number == 3)
    for number, column in enumerate(sheet.columns, start=1):
        cell = put(page, HEAD_ROW, number, column.label, "@")
        cell.font = Font(name=FONT, size=12, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = FRAME
        page.column_dimensions[get_column_letter(number)].width = column.width
    page.row_dimensions[HEAD_ROW].height = LINE * 2.2


def put_row(page, row: int, columns: Sequence[Column], values: Sequence) -> None:
    for number, (column, value) in enumerate(zip(columns, values, strict=True), start=1):
        cell = put(page, row, number, value, column.shape)
        cell.font = Font(name=FONT, size=12)
        horizontal = "center" if column.centred else "left"
        cell.alignment = Alignment(horizontal=horizontal, vertical="center", wrap_text=True)
        cell.border = FRAME
    page.row_dimensions[row].height = LINE * max(map(lines_of, columns, values))


def put_total(page, row: int, columns: Sequence[Column], values: Sequence) -> None:
    """Write the line that adds the others up; it stands below what is filtered and sorted."""
    put_row(page, row, columns, values)
    for number in range(1, len(columns) + 1):
        page.cell(row, number).font = Font(name=FONT, size=12, bold=True)


def lines_of(column: Column, value) -> int:
    """How many lines a value takes in its column, wrapped."""
    return max(1, ceil(len(str(value or "")) * 1.15 / column.width))


def put(page, row: int, column: int, value, shape: str):
    """Write one value with its type; a text stays a text, whatever it begins with."""
    cell = page.cell(row, column)
    if isinstance(value, str):
        cell.value = printable(value)
        cell.data_type = "s"
        cell.quotePrefix = True
    else:
        cell.value = value
    cell.number_format = shape
    return cell


def set_up_print(page, sheet: Sheet, rows: int) -> None:
    """A4 landscape, as wide as one page, the heading on every page, page numbers below; it stays when scrolling."""
    page.freeze_panes = page.cell(HEAD_ROW + 1, 3)
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    last = HEAD_ROW + max(rows, 1) + bool(sheet.total)
    page.print_area = f"A1:{get_column_letter(len(sheet.columns))}{last}"
    page.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(sheet.columns))}{HEAD_ROW + rows}"
    page.page_setup.orientation = page.ORIENTATION_LANDSCAPE
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.page_margins.left, page.page_margins.right = 0.6, 0.6
    page.oddFooter.center.text = "&P/&N"
