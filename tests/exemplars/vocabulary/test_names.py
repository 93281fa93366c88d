"""How names are folded and ordered, for any text."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from exemplars.vocabulary.names import ALPHABET, clean_text, fold, given_name, sort_key

VIETNAMESE = st.text(
    alphabet=ALPHABET + ALPHABET.upper() + "áàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ "
)


def test_people_stand_by_given_name_then_middle_names_then_surname():
    names = [
        "Nguyễn Văn Ẩn",
        "Lê Thị An",
        "Bùi Thị An",
        "Lê Văn An",
        "Hồ Đăng",
        "Hồ Dũng",
        "Trần Ân",
        "Cao Ăn",
    ]

    assert sorted(names, key=sort_key) == [
        "Bùi Thị An", "Lê Thị An", "Lê Văn An", "Cao Ăn", "Trần Ân", "Nguyễn Văn Ẩn", "Hồ Dũng", "Hồ Đăng",
    ]  # fmt: skip


def test_tones_follow_the_dictionary():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == ["ma", "mà", "mả", "mã", "má", "mạ"]


@given(st.text())
def test_folding_is_done_once(text):
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_vietnamese_folds_to_plain_letters(text):
    assert set(fold(text)) <= set("abcdefghijklmnopqrstuvwxyz ")


@given(VIETNAMESE)
def test_folding_does_not_depend_on_composition_or_case(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text) == fold(text.upper())


@given(VIETNAMESE)
def test_the_order_does_not_depend_on_composition_or_case(text):
    assert sort_key(unicodedata.normalize("NFD", text)) == sort_key(text) == sort_key(text.upper())


@given(st.text())
def test_cleaned_text_is_composed_and_stays_so(text):
    cleaned = clean_text(text)

    assert unicodedata.is_normalized("NFC", cleaned)
    assert clean_text(cleaned) == cleaned
    assert cleaned == cleaned.strip()


@given(st.text())
def test_every_text_has_a_given_name_and_a_place(text):
    assert given_name(text) in text
    assert isinstance(sort_key(text), str)
