"""When two records are shown as possibly one person."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.screening.rules import Birth, Person, Reason, births, pairs, same_person
from tests.duplicates import invent_people, search

DAY = date(1981, 7, 14)


def person(name="Phan Thị Lụa", year=1981, day=None, identity="", key=None) -> Person:
    return Person(key or object(), name, day.year if day else year, day, identity)


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (person(), {Reason.SAME_NAME, Reason.SAME_YEAR}),
        (person("PHAN THI LUA"), {Reason.MARKS, Reason.SAME_YEAR}),
        (person("Lụa Phan Thị"), {Reason.ORDER, Reason.SAME_YEAR}),
        (person("lua thi phan"), {Reason.ORDER, Reason.MARKS, Reason.SAME_YEAR}),
        (person("Phan Thị Lụa", day=DAY), {Reason.SAME_NAME, Reason.SAME_YEAR}),
        (person("Phan Thị Lụa", year=None), {Reason.SAME_NAME, Reason.BIRTH_UNKNOWN}),
        (person("phan thi lua", year=None), {Reason.MARKS, Reason.BIRTH_UNKNOWN}),
        (person("Phạn Thị Lụa"), {Reason.MARKS, Reason.SAME_YEAR}),
    ],
)
def test_one_person_written_otherwise_is_found(other, reasons):
    found = same_person(person(), other, 92)

    assert set(found.reasons) == reasons


@pytest.mark.parametrize(
    "other",
    [
        person(year=1982),
        person("Phan Thị Lan"),
        person("Phan Văn Lụa"),
        person("Phan Thị Lua Ngọc"),
        person("Phan Thị Lụi", year=None),
    ],
)
def test_somebody_else_is_not(other):
    assert same_person(person(), other, 92) is None


def test_the_same_day_of_birth_lets_names_differ_more():
    slipped = "Phan Thi Lau"

    assert same_person(person(day=DAY), person(slipped, day=DAY), 92).reasons == (
        Reason.SLIP, Reason.MARKS, Reason.SAME_DAY,
    )  # fmt: skip
    assert same_person(person(), person(slipped), 92) is None


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (date(1981, 7, 14), Birth.SAME_DAY),
        (date(1981, 7, 15), Birth.SLIP),
        (date(1981, 8, 14), Birth.SLIP),
        (date(1981, 12, 30), Birth.DIFFERENT),
        (date(1982, 7, 14), Birth.DIFFERENT),
    ],
)
def test_dates_of_birth_agree_but_for_a_slip(other, expected):
    assert births(person(day=DAY), person(day=other)) is expected


def test_day_and_month_exchanged_are_a_slip():
    assert births(person(day=date(1981, 7, 4)), person(day=date(1981, 4, 7))) is Birth.SLIP


def test_the_same_identity_number_is_enough():
    found = same_person(person(identity="a"), person("Nguyễn Văn Khác", 1950, identity="a"), 92)

    assert (found.score, found.reasons[0]) == (100, Reason.IDENTITY)


def test_two_identity_numbers_are_outweighed_by_the_same_day_of_birth_alone():
    assert same_person(person(identity="a"), person(identity="b"), 92) is None
    assert same_person(person(day=DAY, identity="a"), person(day=DAY, identity="b"), 92) is not None


def test_tone_marks_written_in_the_old_way_are_the_same():
    assert same_person(person("Lê Thị Hoà"), person("Lê Thị Hòa"), 100).reasons == (
        Reason.SAME_NAME, Reason.SAME_YEAR,
    )  # fmt: skip


def test_the_threshold_decides():
    assert same_person(person("Nguyễn Văn Hoa"), person("Nguyễn Văn Hòa"), 95).score == 95
    assert same_person(person("Nguyễn Văn Hoa"), person("Nguyễn Văn Hòa"), 96) is None


WORDS = st.lists(
    st.sampled_from(["Nguyễn", "Trần", "Thị", "Văn", "Lụa", "Hòa", "Hoa", "Đức", "Ân"]),
    min_size=1,
    max_size=4,
)
PEOPLE = st.builds(
    lambda words, year, identity: person(" ".join(words), year, identity=identity),
    WORDS,
    st.sampled_from([None, 1980, 1981]),
    st.sampled_from(["", "a", "b"]),
)


@given(PEOPLE, PEOPLE)
def test_being_alike_has_no_direction(one, other):
    there, back = same_person(one, other, 90), same_person(other, one, 90)

    assert (there is None) == (back is None)
    assert there is None or there.score == back.score


@given(st.lists(PEOPLE, max_size=12))
def test_looking_within_groups_finds_what_comparing_all_finds(people):
    found = {frozenset((one.key, other.key)) for one, other, _ in pairs(people, 92)}

    everything = {
        frozenset((one.key, other.key))
        for at, one in enumerate(people)
        for other in people[:at]
        if same_person(one, other, 92)
    }
    assert found == everything


def test_planted_duplicates_are_found_among_hundreds():
    """A short form of the proof in ``tests/proofs/test_duplicates.py``."""
    people, planted = invent_people(500, duplicates=40, seed=1)

    found = search(people, planted)

    assert found.recall >= 0.9
    assert found.precision >= 0.9
