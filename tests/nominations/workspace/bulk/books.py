"""Workbooks as officers hand them in: a campaign's own template, filled with invented people."""

from io import BytesIO

from openpyxl import Workbook, load_workbook

from nominations.workspace.bulk.columns import EXAMPLE_ROW, Plan, plan_of
from nominations.workspace.bulk.template import template

FIRST = EXAMPLE_ROW + 1
SURNAMES = ("Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Bùi", "Đỗ", "Ngô")
GIVEN = ("An", "Bình", "Chi", "Dũng", "Giang", "Hạnh", "Khôi", "Lan", "Minh", "Ngà")


class Book:
    """A template that is being filled in; cells are named by the key of their column."""

    def __init__(self, campaign):
        self.plan: Plan = plan_of(campaign)
        self.book = load_workbook(BytesIO(template(self.plan)))
        self.places = {
            sheet.key: {column.key: place for place, column in enumerate(sheet.columns, start=1)}
            for sheet in self.plan.sheets
        }

    def page(self, sheet: str = "people"):
        return self.book[self.plan.sheet(sheet).title]

    def put(self, row: int, sheet: str = "people", **cells) -> None:
        """Write cells of a row, by column; ``candidate__name`` is the key ``candidate.name``."""
        for name, value in cells.items():
            self.cell(row, name.replace("__", "."), sheet).value = value

    def cell(self, row: int, key: str, sheet: str = "people"):
        return self.page(sheet).cell(row, self.places[sheet][key])

    def person(self, number: int, row: int | None = None, **cells) -> int:
        """Write one whole person; return the row."""
        row = row or FIRST + number - 1
        self.put(row, **whole_person(self.plan, number) | cells)
        return row

    def achievement(self, row: int, number, **cells) -> None:
        values = {"achievement__title": f"Nền tảng số {number}", "achievement__period": "2021–2023"}
        self.put(row, "achievements", achievements__number=number, **values | cells)

    def award(self, row: int, number, **cells) -> None:
        values = {
            "award__year": "2020",
            "award__name": "Bằng khen của Bộ trưởng",
            "award__decision_date": "06/02/2020",
        }
        self.put(row, "awards", awards__number=number, **values | cells)

    def data(self) -> bytes:
        return saved(self.book)


def whole_person(plan: Plan, number: int) -> dict:
    choices = {column.key: column.choices for column in plan.sheet("people").columns if column.choices}
    surname, given = SURNAMES[number % len(SURNAMES)], GIVEN[number % len(GIVEN)]
    return {
        "people__number": str(number),
        "candidate__name": f"{surname} Thị {given} {chr(65 + number // 26 % 26)}{chr(97 + number % 26)}",
        "candidate__sex": choices["candidate.sex"][number % 2].shown,
        "candidate__birth_year": f"{number % 28 + 1:02d}/{number % 12 + 1:02d}/{1960 + number % 40}",
        "candidate__ethnicity": "Kinh",
        "candidate__home_place": "Xã Minh Họa, tỉnh Mẫu",
        "candidate__residence": "Phường Minh Họa, Hà Nội",
        "candidate__position": "Trưởng phòng",
        "candidate__duties": "Phụ trách nền tảng dữ liệu.",
        "candidate__qualification": "Kỹ sư",
        "candidate__party_member": choices["candidate.party_member"][0].shown,
        "candidate__identity_number": f"0790840{number:05d}",
        "case__field": choices["case.field"][0].shown,
        "case__summary": f"Đưa {number} dịch vụ lên trực tuyến.",
        "case__case": "Báo cáo thành tích chi tiết. " * 20,
    }


def saved(book: Workbook) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
