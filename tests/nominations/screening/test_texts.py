"""When a report is like another one, and an achievement like one that was rewarded."""

from hypothesis import given
from hypothesis import strategies as st

from nominations.screening.texts import MARKS, rewarded, shared, sketch

REPORT = " ".join(
    f"Năm {year} đồng chí đã tổ chức {year % 7} tuyến phát thư tới bản thứ {year % 19}, bảo đảm an toàn {year % 5}."
    for year in range(1990, 2020)
)
OTHER = " ".join(
    f"Trạm số {number} vận hành liên tục {number * 3} giờ, không để mất liên lạc trong {number} cơn bão."
    for number in range(20, 50)
)


def test_a_copy_with_other_marks_and_punctuation_is_the_same():
    copied = REPORT.upper().replace(",", " –").replace("đồng chí", "dong chi")

    assert shared(REPORT, copied).score == 100


def test_another_report_shares_nothing():
    assert shared(REPORT, OTHER).score == 0


def test_the_longest_passage_is_shown_as_each_text_has_it():
    passage = "đã xây dựng nền tảng dữ liệu dùng chung của toàn ngành trong ba năm liền"
    found = shared(f"Mở đầu. Tôi {passage}. Hết.", f"Đơn vị {passage.upper()}! Kết thúc ở đây.")

    assert (found.passage, found.other_passage) == (passage, passage.upper())


def test_a_short_text_has_no_sketch():
    assert sketch("Hoàn thành tốt nhiệm vụ được giao.") == []


def test_a_sketch_finds_a_copy_again():
    assert len(sketch(REPORT)) == MARKS
    assert len(set(sketch(REPORT)) & set(sketch(f"{REPORT} Thêm một câu."))) > MARKS * 0.8
    assert not set(sketch(REPORT)) & set(sketch(OTHER))


def test_an_achievement_rewarded_already_is_found():
    found = rewarded(
        ["Nền tảng dữ liệu dùng chung của ngành"],
        ["Đưa thư lên bản vùng cao", "Xây dựng nền tảng dữ liệu dùng chung của ngành, năm 2021"],
        85,
    )

    assert found.other_passage.startswith("Xây dựng nền tảng")
    assert rewarded(["Nền tảng dữ liệu dùng chung của ngành"], ["Đưa thư lên bản vùng cao"], 85) is None


def test_two_general_words_lean_on_nothing():
    assert rewarded(["Chuyển đổi số"], ["Chuyển đổi số"], 85) is None


@given(st.text(), st.text())
def test_any_two_texts_compare(one, other):
    assert 0 <= shared(one, other).score <= 100
