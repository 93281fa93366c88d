"""What is wrong in a row is found, by row and column, and only that; a person reads it as words."""

from datetime import date, datetime, time
from time import perf_counter

import pytest
from django.utils.translation import override
from openpyxl.utils import get_column_letter

from nominations.models import NominationPage
from nominations.workspace.bulk.checking import check
from nominations.workspace.bulk.columns import plan_of
from nominations.workspace.bulk.reading import read_workbook
from tests.nominations.workspace.bulk.books import FIRST, Book
from tests.nominations.workspace.bulk.conftest import places

#: Forty faults: the sheet, the row below the first, the column, and what stands there.
PLANTED = [
    ("people", 1, "candidate.name", None),
    ("people", 14, "candidate.name", "=A1"),
    ("people", 27, "candidate.name", "x" * 151),
    ("people", 40, "candidate.name", "Lê\u202eThị Đảo"),
    ("people", 53, "candidate.sex", "Không rõ"),
    ("people", 66, "candidate.sex", 1),
    ("people", 79, "candidate.birth_year", "31/02/1978"),
    ("people", 92, "candidate.birth_year", 28530),
    ("people", 105, "candidate.birth_year", "1878"),
    ("people", 118, "candidate.birth_year", date(2024, 5, 6)),
    ("people", 131, "candidate.birth_year", "khoảng 1970"),
    ("people", 144, "candidate.birth_year", "#REF!"),
    ("people", 157, "candidate.ethnicity", "K" * 61),
    ("people", 170, "candidate.home_place", "h" * 256),
    ("people", 183, "candidate.residence", "r" * 256),
    ("people", 196, "candidate.position", datetime(2021, 5, 1)),
    ("people", 209, "candidate.qualification", "=HYPERLINK(\"http://x\")"),
    ("people", 222, "candidate.duties", "d" * 2001),
    ("people", 235, "candidate.party_member", "chưa"),
    ("people", 248, "candidate.identity_number", "12345"),
    ("people", 261, "candidate.identity_number", 79184009876),
    ("people", 274, "candidate.identity_number", "07918400987A"),
    ("people", 287, "candidate.phone", "gọi sau"),
    ("people", 300, "candidate.phone", 912345678),
    ("people", 313, "candidate.email", "khong-phai-thu"),
    ("people", 326, "case.field", "Lĩnh vực không có"),
    ("people", 339, "case.summary", "s" * 351),
    ("people", 352, "case.summary", "=1+1"),
    ("people", 365, "case.case", "c" * 20001),
    ("people", 378, "awards.without_awards", "có lẽ"),
    ("people", 391, "people.number", "5"),
    ("achievements", 2, "achievement.title", "t" * 201),
    ("achievements", 3, "achievements.number", "9999"),
    ("achievements", 4, "achievements.number", None),
    ("achievements", 5, "achievement.period", datetime(2021, 5, 1)),
    ("achievements", 6, "achievement.detail", "d" * 2001),
    ("awards", 2, "award.year", "20"),
    ("awards", 3, "award.year", "2999"),
    ("awards", 4, "award.name", None),
    ("awards", 5, "award.decision_date", "2020/30/30"),
]  # fmt: skip


def test_forty_faults_in_five_hundred_rows_are_found(bulk, campaign, book, capsys):
    for number in range(1, 501):
        book.person(number)
        book.achievement(FIRST + number - 1, number)
        book.award(FIRST + number - 1, number)
    for sheet in ("achievements", "awards"):  # of the one whose number will be another's
        book.put(FIRST + 391, sheet, **{f"{sheet}__number": 1})
    for sheet, row, key, value in PLANTED:
        book.put(FIRST + row, sheet, **{key.replace(".", "__"): value})
        if value == "#REF!":
            book.cell(FIRST + row, key, sheet).data_type = "e"
    data, began = book.data(), perf_counter()

    page = bulk.found(data)

    seconds = perf_counter() - began
    planted = {
        (book.plan.sheet(sheet).title, FIRST + row, book.places[sheet][key])
        for sheet, row, key, _value in PLANTED
    }
    assert (page.context["fault_count"], len(planted)) == (40, 40)
    assert set(places(page)) == planted
    assert NominationPage.objects.count() == 0
    with capsys.disabled():
        print(f"\n500 rows, {len(planted)} faults planted, all found, none besides: {seconds:.1f} s")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_fault_names_its_row_and_column_in_the_readers_language(campaign, language):
    with override(language):
        book = Book(campaign)
        book.person(1, candidate__birth_year="31/02/1978")
        plan = plan_of(campaign)
        [fault] = check(read_workbook(book.data(), plan), plan).faults
        its_column = plan.sheet("people").by_key["candidate.birth_year"]

    letter = get_column_letter(book.places["people"]["candidate.birth_year"])
    assert (fault.row, fault.label) == (FIRST, its_column.label)
    assert f" {letter} " in f"{fault.place} "
    assert str(fault) == f"{fault.place}: {fault.words}"


def test_a_template_of_one_language_is_read_in_the_other(campaign):
    with override("en"):
        book = Book(campaign)
        book.person(1)
    with override("vi"):
        plan = plan_of(campaign)
        checked = check(read_workbook(book.data(), plan), plan)

    assert ([fault.words for fault in checked.faults], len(checked.entries)) == ([], 1)


def test_a_workbook_without_its_hidden_keys_is_read_by_its_headings(campaign, book):
    book.person(1)
    for sheet in ("people", "achievements", "awards"):
        book.page(sheet).delete_rows(2)
        book.page(sheet).row_dimensions[2].hidden = False

    plan = plan_of(campaign)
    checked = check(read_workbook(book.data(), plan), plan)

    assert ([str(fault) for fault in checked.faults], len(checked.entries)) == ([], 1)


@pytest.mark.parametrize(
    ("key", "value", "stored"),
    [
        ("candidate.birth_year", date(1978, 2, 9), ("birth_date", date(1978, 2, 9))),
        ("candidate.birth_year", "9/2/1978", ("birth_date", date(1978, 2, 9))),
        ("candidate.birth_year", 1978, ("birth_year", 1978)),
        ("candidate.birth_year", 1978.0, ("birth_year", 1978)),
        ("candidate.birth_year", "1978", ("birth_year", 1978)),
        ("candidate.identity_number", 123456789012, ("identity_number", "123456789012")),
        ("candidate.identity_number", "079 184 009 876", ("identity_number", "079184009876")),
        ("candidate.phone", "0912 345 678", ("phone", "0912 345 678")),
        ("candidate.sex", "NỮ", ("sex", "female")),
        ("candidate.sex", "male", ("sex", "male")),
        ("candidate.party_member", "x", ("party_member", True)),
        ("candidate.party_member", False, ("party_member", False)),
        ("candidate.position", "  Trưởng \u200b phòng ", ("position", "Trưởng phòng")),
        ("candidate.position", 7, ("position", "7")),
    ],
)
def test_what_is_meant_is_understood(campaign, book, key, value, stored):
    book.person(1, **{key.replace(".", "__"): value})

    plan = plan_of(campaign)
    checked = check(read_workbook(book.data(), plan), plan)

    assert [str(fault) for fault in checked.faults] == []
    assert getattr(checked.entries[0].candidate, stored[0]) == stored[1]


def test_numbers_join_people_to_their_rows_whether_text_or_number(campaign, book):
    book.person(1, people__number=1)
    book.person(2, people__number="2")
    book.achievement(FIRST, "1")
    book.achievement(FIRST + 1, 2)
    book.achievement(FIRST + 2, 2.0, achievement__title="Nền tảng thứ hai")

    plan = plan_of(campaign)
    checked = check(read_workbook(book.data(), plan), plan)

    assert [str(fault) for fault in checked.faults] == []
    assert [len(entry.page.achievements.all()) for entry in checked.entries] == [1, 2]


def test_the_example_and_numbered_empty_rows_are_nobody(campaign, book):
    book.person(1)
    for number in range(2, 30):
        book.put(FIRST + number, people__number=number)

    plan = plan_of(campaign)
    checked = check(read_workbook(book.data(), plan), plan)

    assert ([str(fault) for fault in checked.faults], len(checked.entries)) == ([], 1)


def test_what_is_missing_is_counted_and_is_no_fault(campaign, book):
    book.put(FIRST, candidate__name="Lê Thị Vừa Đủ")

    plan = plan_of(campaign)
    checked = check(read_workbook(book.data(), plan), plan)

    wanted = [column for column in plan.sheet("people").columns if column.is_wanted]
    assert checked.faults == []
    assert checked.entries[0].lacking == len(wanted) - 1 + 2


def test_more_rows_than_a_nomination_holds_are_a_fault_of_the_person(campaign, book):
    book.person(1)
    for place in range(11):
        book.achievement(FIRST + place, 1)

    plan = plan_of(campaign)
    [fault] = check(read_workbook(book.data(), plan), plan).faults

    assert (fault.row, fault.column) == (FIRST, 1)


def test_a_time_of_day_is_no_text(campaign, book):
    book.person(1, candidate__position=time(8, 30))

    plan = plan_of(campaign)
    [fault] = check(read_workbook(book.data(), plan), plan).faults

    assert fault.column == book.places["people"]["candidate.position"]


@pytest.mark.parametrize("rows", [1, 3])
def test_checking_asks_the_database_nothing_for_a_row(campaign, book, rows, django_assert_num_queries):
    for number in range(1, rows + 1):
        book.person(number)
    data, plan = book.data(), plan_of(campaign)

    with django_assert_num_queries(0):
        check(read_workbook(data, plan), plan)
