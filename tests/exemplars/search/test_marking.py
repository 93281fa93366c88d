"""What was found is marked as it was written, whatever it was typed like."""

import pytest

from exemplars.search.marking import marked, snippet
from exemplars.search.slips import guesses


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("Lò Thị Sương", ["suong"], "Lò Thị <mark>Sương</mark>"),
        ("Lo\u0300 Thi\u0323 Su\u031bo\u031bng", ["suong"], "Lò Thị <mark>Sương</mark>"),
        ("Đặng Đức Đạt", ["dat", "dang"], "<mark>Đặng</mark> Đức <mark>Đạt</mark>"),
        ("Trần Văn Anh", ["an"], "Trần Văn <mark>An</mark>h"),
        ("An và Anh", ["an"], "<mark>An</mark> và Anh"),
        ("Chuyển đổi số, số 5", ["chuyen doi so", "chuyen", "doi", "so"], "<mark>Chuyển đổi số</mark>, số 5"),
        ("0142/QĐ-BTTTT", ["0142 qd bttt", "0142", "qd", "bttt"], "<mark>0142</mark>/<mark>QĐ</mark>-<mark>BTTT</mark>T"),
        ("<b>Sương</b> & Mai", ["suong"], "&lt;b&gt;<mark>Sương</mark>&lt;/b&gt; &amp; Mai"),
        ("Straße", ["strasse"], "<mark>Straße</mark>"),
        ("Mai", [], "Mai"), ("", ["mai"], ""),
    ],
)  # fmt: skip
def test_what_answers_is_marked(text, terms, expected):
    assert marked(text, terms) == expected


def test_a_snippet_begins_and_ends_with_whole_words():
    text = "Đầu truyện. " + "một hai ba " * 30 + "chị Sương đưa thư " + "bốn năm sáu " * 30

    shown = snippet(text, ["suong"])

    assert "chị <mark>Sương</mark> đưa thư" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 230
    assert snippet(text, ["khong"]) == ""


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("sunog", "suong"),
        ("suowng", "suong"),
        ("nguyeenx", "nguyen"),
        ("ddawngj", "dang"),
        ("li", "ly"),
        ("ng5uyen4", "nguyen"),
    ],
)
def test_a_slip_is_taken_for_the_nearest_name(typed, nearest):
    assert guesses(typed, ["suong", "sang", "nguyen", "dang", "dung", "ly"])[0] == nearest


@pytest.mark.parametrize("typed", ["xyzzyq", "an", "a"])
def test_what_comes_close_to_no_name_is_no_slip(typed):
    assert guesses(typed, ["suong", "nguyen", "dang"]) == []
