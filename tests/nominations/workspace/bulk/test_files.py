"""Files that are no filled template: each refused, with what to do about it, and nothing kept."""

import re
import zipfile
from io import BytesIO

import pytest
from django.conf import settings
from openpyxl import Workbook

from nominations.models import BulkUpload, NominationPage
from nominations.workspace.bulk.columns import PEOPLE, TITLES
from nominations.workspace.bulk.scanning import MOST_CELLS
from tests import factories
from tests.nominations.workspace.bulk.books import FIRST, Book, saved
from tests.nominations.workspace.bulk.conftest import places

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refused(answer) -> str:
    """The words with which an upload was refused; nothing of it is kept."""
    assert answer.status_code == 200
    assert BulkUpload.objects.count() == NominationPage.objects.count() == 0
    [words] = answer.context["form"].errors["file"]
    return words


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A workbook with one part put in or in the place of another."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def people_part(data: bytes) -> tuple[str, str]:
    """The part of the workbook that holds the people, and its text."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and b"candidate.name" in archive.read(name):
                return name, archive.read(name).decode()
        strings = archive.read("xl/sharedStrings.xml").decode()
        index = re.findall(r"<si>.*?</si>", strings, re.S).index("<si><t>candidate.name</t></si>")
        for name in archive.namelist():
            if name.startswith("xl/worksheets/") and f"<v>{index}</v>" in archive.read(name).decode():
                return name, archive.read(name).decode()
    raise AssertionError("no sheet of people")


def sound() -> bytes:
    book = Book(factories.campaign(quotas={factories.field(): 1}))
    book.person(1)
    return book.data()


def bomb() -> bytes:
    return with_part(sound(), "xl/worksheets/sheet9.xml", b"<a>" + b"0" * (210 * 1024 * 1024))


def of_rows(count: int) -> bytes:
    """A workbook whose sheet of people has so many rows."""
    book = Workbook(write_only=True)
    page = book.create_sheet(str(TITLES[PEOPLE]))
    for number in range(count):
        page.append([number, "Nguyễn Văn A"])
    return saved(book)


def one_far_cell() -> bytes:
    book = Book(factories.campaign(quotas={factories.field(): 1}))
    book.person(1)
    book.page().cell(1_000_000, 2).value = "lạc"
    return book.data()


def elsewhere() -> bytes:
    """A workbook whose sheet of people lies where no program puts one."""
    data = sound()
    name, _text = people_part(data)
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            words = old.read(part)
            if part.endswith((".rels", "[Content_Types].xml")):
                words = words.replace(name.removeprefix("xl/").encode(), b"anderswo/tabelle.xml")
            new.writestr("xl/anderswo/tabelle.xml" if part == name else part, words)
    return out.getvalue()


def billion_laughs() -> bytes:
    data = sound()
    name, text = people_part(data)
    text = re.sub(r"^(<\?xml[^>]*\?>)?", '<!DOCTYPE a [<!ENTITY b "' + "c" * 99 + '">]>', text, count=1)
    return with_part(data, name, text.encode())


BAD = {
    "empty": ("rong.xlsx", lambda: b""),
    "old .xls": ("cu.xls", lambda: OLE + b"\0" * 600),
    "old .xls named .xlsx": ("cu.xlsx", lambda: OLE + b"\0" * 600),
    "password": ("khoa.xlsx", lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")),
    "text": ("danh-sach.csv", lambda: "Họ tên;Năm sinh".encode()),
    "a picture": ("anh.xlsx", factories.picture),
    "a PDF": ("giay.xlsx", factories.pdf),
    "a Word file": ("giay.docx", lambda: with_part(sound(), "word/document.xml", b"<x/>")),
    "macros": ("macro.xlsm", lambda: with_part(sound(), "xl/vbaProject.bin", b"x")),
    "macros under another name": ("macro.xlsx", lambda: with_part(sound(), "xl/vbaProject.bin", b"x")),
    "a program inside": ("ole.xlsx", lambda: with_part(sound(), "xl/embeddings/oleObject1.bin", b"x")),
    "a zip bomb": ("bom.xlsx", bomb),
    "a damaged archive": ("hong.xlsx", lambda: sound()[:-300]),
    "a damaged sheet": ("hong.xlsx", lambda: with_part(sound(), people_part(sound())[0], b"<worksheet><sheetData>")),
    "entities": ("thuc-the.xlsx", billion_laughs),
    "100,000 rows": ("dai.xlsx", lambda: of_rows(100_000)),
    "504 rows": ("dai.xlsx", lambda: of_rows(504)),
    "one cell a million rows below": ("xa.xlsx", one_far_cell),
    "a sheet in an unusual place": ("la.xlsx", elsewhere),
    "a heavy part": ("nang.xlsx", lambda: with_part(sound(), "xl/theme/theme2.xml", b"<a/>" + b" " * (9 * 1024 * 1024))),
    "another workbook": ("khac.xlsx", lambda: saved(Workbook())),
    "too many cells": (
        "rong.xlsx",
        lambda: with_part(
            sound(),
            "xl/worksheets/sheet9.xml",
            b"<worksheet><sheetData><row>" + b"<c/>" * (MOST_CELLS + 1) + b"</row></sheetData></worksheet>",
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_is_no_template_is_refused(bulk, what):
    name, make = BAD[what]

    words = refused(bulk.upload(make(), name))

    assert words


def test_each_reason_has_its_own_words(bulk):
    reasons = (
        "empty",
        "old .xls",
        "password",
        "macros",
        "text",
        "another workbook",
        "504 rows",
        "too many cells",
    )

    said = {re.sub("“.*?”", "", refused(bulk.upload(BAD[what][1](), BAD[what][0]))) for what in reasons}

    assert len(said) == len(reasons)


def test_a_file_that_is_too_large_is_refused_unread(bulk):
    words = refused(bulk.upload(b"PK" + b"0" * settings.EVIDENCE_MAX_BYTES))

    assert "20" in words


def test_no_file_at_all_is_an_error_of_its_field(bulk, campaign, client):
    answer = bulk.client.post(f"/workspace/campaigns/{campaign.pk}/bulk/", {})

    assert list(answer.context["form"].errors) == ["file"]


def test_a_declared_size_is_not_believed(bulk, book):
    """Some programs write that a sheet is A1:A1, or a million rows, whatever it holds."""
    for number in (1, 2, 3):
        book.person(number)
    data = book.data()
    name, text = people_part(data)
    lying = re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:A1"', text)
    assert lying != text

    page = bulk.found(with_part(data, name, lying.encode()))

    assert len(page.context["lines"]) == 3


# --- The frame of the workbook --------------------------------------------------------------------------


def test_a_lost_column_an_unknown_one_and_a_double_one_are_named(bulk, book):
    book.person(1)
    ethnicity, extra = book.cell(1, "candidate.ethnicity"), book.page().max_column + 1
    label = book.plan.sheet("people").by_key["candidate.ethnicity"].label
    for row in range(1, FIRST + 1):
        book.page().cell(row, ethnicity.column).value = None
    book.page().cell(1, extra).value = "Sở thích"
    book.page().cell(1, extra + 1).value = book.plan.sheet("people").by_key["candidate.name"].label

    page = bulk.found(book.data())

    title = book.page().title
    assert [place for place in places(page) if place[1] < 2] == [
        (title, 0, 0),
        (title, 1, extra),
        (title, 1, extra + 1),
    ]
    assert label in page.context["faults"][0].words


def test_something_below_no_heading_is_not_lost_without_a_word(bulk, book):
    book.person(1)
    extra = book.page().max_column + 2
    book.page().cell(FIRST, extra).value = "ghi chú"

    page = bulk.found(book.data())

    assert places(page) == [(book.page().title, 1, extra)]


def test_headings_that_were_exchanged_are_noticed(bulk, book):
    book.person(1)
    page, name, alias = book.page(), book.cell(1, "candidate.name"), book.cell(1, "candidate.alias")
    name.value, alias.value = alias.value, name.value

    found = places(bulk.found(book.data()))

    assert found[:2] == [(page.title, 1, name.column), (page.title, 1, alias.column)]


def test_merged_cells_hidden_rows_and_foreign_sheets_are_faults(bulk, book):
    for number in (1, 2, 3, 4):
        book.person(number)
    book.page().merge_cells(start_row=FIRST, end_row=FIRST + 1, start_column=5, end_column=5)
    book.page().row_dimensions[FIRST + 2].hidden = True
    book.book.create_sheet("Ghi chú")["A1"] = "đừng quên"
    secret = book.book.create_sheet("Ẩn")
    secret["A1"], secret.sheet_state = "bí mật", "hidden"
    book.book.create_sheet("Trống")

    found = places(bulk.found(book.data()))

    title = book.page().title
    assert found == [("Ghi chú", 0, 0), ("Ẩn", 0, 0), (title, FIRST, 0), (title, FIRST + 2, 0)]


def test_a_hidden_sheet_of_people_is_a_fault(bulk, book):
    book.person(1)
    book.page().sheet_state = "hidden"

    assert places(bulk.found(book.data())) == [(book.page().title, 0, 0)]


def test_a_workbook_without_anybody_says_so(bulk, book):
    assert places(bulk.found(book.data())) == [(book.page().title, 0, 0)]


def test_lists_may_be_left_out_and_sheets_renamed(bulk, book):
    book.person(1)
    book.achievement(FIRST, 1)
    book.page("achievements").title = "Kết quả nổi bật"
    book.book.remove(book.page("awards"))
    book.page().title = "Cán bộ"
    data = saved(book.book)

    page = bulk.found(data)

    assert (places(page), len(page.context["lines"])) == ([], 1)
