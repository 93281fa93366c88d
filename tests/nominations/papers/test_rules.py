import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.papers import rules

days = st.dates(date(1945, 1, 1), date(2100, 12, 31))
words = st.text(max_size=80)


@given(days)
def test_long_dates_keep_the_rule_of_zeros(day):
    text = rules.long_date(day)

    assert not re.search(r"ngày [1-9] |tháng [12] |tháng 0[3-9]", text)
    assert tuple(map(int, re.findall(r"\d+", text))) == (day.day, day.month, day.year)


@given(days)
def test_typed_dates_are_set_right_and_stay_so(day):
    typed = f"Quyết định ngày {day.day} tháng {day.month:02d} năm {day.year}, {day.day}/{day.month:02d}/{day.year}"

    text = rules.zeroed(typed)

    assert text == f"Quyết định {rules.long_date(day)}, {rules.short_date(day)}"
    assert rules.zeroed(text) == text


@pytest.mark.parametrize("text", ["quý 3/4 và 12/5", "số 1/2/2003/QĐ", "Nghị định 98/2023/NĐ-CP"])
def test_numbers_that_are_no_dates_are_left_alone(text):
    assert rules.zeroed(text) == text


def test_an_unissued_paper_leaves_room_for_its_number_and_day():
    room = "\N{NO-BREAK SPACE}" * 8
    assert rules.date_line(None, 2023) == f"ngày{room}tháng{room}năm 2023"
    assert rules.symbol(None, "QĐ", "BTTTT") == f"{room}/QĐ-BTTTT"
    assert rules.symbol(142, "QĐ", "BTTTT") == "142/QĐ-BTTTT"


@given(st.integers(0, 10**6))
def test_counts_have_two_places_and_dots(number):
    text = rules.counted(number)

    assert int(text.replace(".", "")) == number
    assert len(text) >= 2 or number == 0
    assert all(len(group) == 3 for group in text.split(".")[1:])


@given(st.integers(0, 60), st.integers(1, 60))
def test_percentages_have_a_comma_and_two_places(part, whole):
    text = rules.percentage(part, whole)

    assert re.fullmatch(r"\d+,\d\d", text)
    assert abs(Decimal(text.replace(",", ".")) - Decimal(part * 100) / whole) <= Decimal("0.005")


def test_a_share_of_nothing_is_nothing():
    assert rules.percentage(0, 0) == "0,00"


@given(words)
def test_printable_text_is_composed_and_holds_no_controls(text):
    shown = rules.printable(text)

    assert unicodedata.is_normalized("NFC", shown)
    assert not [c for c in shown if c != "\n" and unicodedata.category(c) in rules.UNPRINTABLE]
    assert rules.printable(shown) == shown


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("PGS.TS. Nguyễn Văn A", "Nguyễn Văn A"),
        ("GS. TSKH. Trần B", "Trần B"),
        ("TS Lê Thị C", "Lê Thị C"),
        ("ThS.Phạm D", "Phạm D"),
        ("Tsần Văn E", "Tsần Văn E"),
        ("Thạch Sanh", "Thạch Sanh"),
        ("", ""),
    ],
)
def test_signatories_have_no_academic_titles(typed, name):
    assert rules.without_titles(typed) == name


@given(st.lists(words, max_size=5))
def test_bases_end_with_semicolons_and_one_stop(texts):
    found = rules.bases(texts)

    assert [text[-1] for text in found] == [";"] * (len(found) - 1) + ["."] * bool(found)


def test_bases_say_their_prefix_once():
    assert rules.bases(["Căn cứ Luật Mẫu;", "  ", "theo Nghị định ngày 1 tháng 2 năm 2023."]) == [
        "Luật Mẫu;",
        "Nghị định ngày 01 tháng 02 năm 2023.",
    ]


def test_a_basis_that_the_portal_words_keeps_its_room_for_the_pen():
    assert rules.bases(["Luật Mẫu"], f"Biên bản số{rules.BLANK}/BB") == [
        "Luật Mẫu;",
        f"Biên bản số{rules.BLANK}/BB.",
    ]


@given(words, st.integers(1, 30))
def test_cut_texts_keep_their_limits(text, limit):
    assert len(rules.words_cut(text, limit).split()) <= limit
    assert len(rules.characters_cut(text, limit)) <= limit


def test_row_numbers_are_padded_from_ten_rows_on():
    assert [rules.row_number(number, rows) for number, rows in ((1, 1), (9, 9), (1, 10), (99, 300), (300, 300))] == [
        "1", "9", "01", "99", "300",
    ]  # fmt: skip


def test_a_post_that_names_the_unit_does_not_name_it_twice():
    assert rules.post_and_unit("Giám đốc Cục Mẫu", "Cục Mẫu") == "Giám đốc Cục Mẫu"
    assert rules.post_and_unit("Giám đốc", "Cục Mẫu") == "Giám đốc, Cục Mẫu"
    assert rules.post_and_unit("", "Cục Mẫu") == "Cục Mẫu"


def test_honours_are_titles_or_awards():
    assert [
        rules.is_title(name) for name in ("Chiến sĩ thi đua cơ sở", "LAO ĐỘNG TIÊN TIẾN", "Bằng khen")
    ] == [True, True, False]


def test_times_and_authorities():
    assert rules.clock(datetime(2023, 1, 5, 8, 5)) == "08 giờ 05 phút, ngày 05 tháng 01 năm 2023"
    assert rules.signing_authority("KT.", "Bộ trưởng") == "KT. BỘ TRƯỞNG"
    assert rules.signing_authority("", "Bộ trưởng") == ""
    assert [rules.is_deputy(post) for post in ("Thứ trưởng", "Phó Vụ trưởng", "Vụ trưởng", "Phóng viên")] == [
        True,
        True,
        False,
        False,
    ]
    assert [rules.roman(number) for number in (1, 4, 9, 14)] == ["I", "IV", "IX", "XIV"]
