"""Places: what somebody typed, what it is today, and what it may become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.places.book import book
from nominations.places.rules import codes_of, present_of, province_code, suggestions

#: What people write, the codes of the present provinces it may mean, and whether a former name is in it.
TYPED = [
    ("Hà Tây", ("01",), True),
    ("ha tay", ("01",), True),
    ("Xã Chuyên Mỹ, huyện Phú Xuyên, tỉnh Hà Tây", ("01",), True),
    ("Phường Hoàn Kiếm, Hà Nội", ("01",), False),
    ("TP. Hồ Chí Minh", ("79",), False),
    ("tp.HCM", ("79",), False),
    ("Q.1, TP.HCM", ("79",), False),
    ("Bà Rịa - Vũng Tàu", ("79",), True),
    ("Kim Sơn - Ninh Bình", ("37",), False),
    ("xã Minh Châu huyện Yên Mỹ tỉnh Hưng Yên", ("33",), False),
    ("Thừa Thiên - Huế", ("46",), True),
    ("Hoà Bình", ("25",), True),
    ("Hòa Bình", ("25",), True),
    ("Đắc Lắc", ("66",), False),
    ("Nghĩa Bình", ("51", "52"), True),
    ("huyện Phù Cát, Nghĩa Bình", ("52",), True),
    ("Thanh Miện, Hải Hưng", ("31",), True),
    ("huyện Quỳnh Lưu", ("40",), True),
    ("Quỳnh Lưu, Nghệ An", ("40",), False),
    # A commune's name without its kind, an invented province, a foreign country: nothing is guessed.
    ("Sơn Lam", (), False),
    ("Bản Nà Phung, huyện Nậm Lanh, tỉnh Sơn Lam", (), False),
    ("Bình An, Lào", (), False),
    ("Xã Minh Họa, tỉnh Mẫu", (), False),
    ("", (), False),
]


def test_the_list_has_34_provinces_and_their_communes():
    levels = [place.level for place in book().places]

    assert len(book().provinces) == 34
    assert (levels.count("province"), levels.count("commune"), levels.count("district")) == (34, 3321, 696)


def test_all_63_provinces_of_before_are_known():
    former = {place.name for place in book().places if place.level == "former"}

    assert {"Tỉnh Hà Giang", "Tỉnh Bà Rịa - Vũng Tàu", "Tỉnh Kiên Giang", "Tỉnh Nam Định"} <= former
    # 63 less the 34 whose names stay, and those that ended before.
    assert sum(not place.within for place in book().places if place.level == "former") >= 29


@pytest.mark.parametrize(("typed", "codes", "is_former"), TYPED)
def test_what_a_place_is_today(typed, codes, is_former):
    assert codes_of(typed) == codes
    assert province_code(typed) == (codes[0] if len(codes) == 1 else "")
    assert (present_of(typed) is not None) == is_former


def test_the_present_name_stands_beside_the_former_one():
    assert present_of("Hà Tây").now == ("Thành phố Hà Nội",)
    assert present_of("Nghĩa Bình").now == ("Tỉnh Quảng Ngãi", "Tỉnh Gia Lai")


@pytest.mark.parametrize(
    ("typed", "first", "beside"),
    [
        ("ha tay", "Tỉnh Hà Tây", "Thành phố Hà Nội"),
        ("nghe an", "Tỉnh Nghệ An", ""),
        ("quynh luu", "Xã Quỳnh Lưu, tỉnh Ninh Bình", ""),
        ("Xã Quỳnh Lưu, ngh", "Xã Quỳnh Lưu, tỉnh Nghệ An", ""),
    ],
)
def test_suggestions_are_blind_to_marks(typed, first, beside):
    found = suggestions(typed)

    assert (found[0].value, found[0].beside) == (first, beside)
    assert len(found) <= 8


@pytest.mark.parametrize("typed", ["", "a", " ", ",", "zzzzzz"])
def test_nothing_is_suggested_for_nothing(typed):
    assert suggestions(typed) == ()


@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(text):
    assert province_code(text) in {"", *book().provinces}
    present_of(text), suggestions(text)


@given(st.sampled_from(book().places))
def test_every_suggestion_is_understood_when_it_is_chosen(place):
    for one in suggestions(place.name)[:3]:
        assert codes_of(one.value)
