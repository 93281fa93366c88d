"""No small number shows or can be worked out; waiting and the four steps are counted as they should be."""

from collections import Counter
from itertools import combinations_with_replacement, permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exemplars.vocabulary.names import fold
from nominations.dashboards.rules import (
    LEVELS,
    RANKS,
    SMALLEST,
    Published,
    Waiting,
    funnel,
    level_of,
    province_of,
    published,
    share,
    spelled,
    steps_passed,
    waiting,
)
from nominations.stages import Stage

TABLES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 14), max_size=7)
WITH_SMALL = TABLES.filter(lambda table: any(0 < count < SMALLEST for count in table.values()))


# --- Small numbers ----------------------------------------------------------------------------------


@given(TABLES)
def test_no_small_number_is_shown(table):
    found = published(table)

    assert all(count >= SMALLEST for count in found.shown.values())
    assert not found.together or found.together_count > SMALLEST


@given(TABLES)
def test_shown_and_merged_are_everybody_or_nothing_is_shown(table):
    found = published(table)

    everybody = sum(table.values())
    assert found.withheld or sum(found.shown.values()) + found.together_count == everybody
    assert not found.withheld or (found.shown, found.together, found.together_count) == ({}, (), 0)


@given(TABLES.filter(lambda table: all(count == 0 or count >= SMALLEST for count in table.values())))
def test_a_table_without_small_numbers_is_shown_whole(table):
    assert published(table) == Published({name: count for name, count in table.items() if count})


@given(WITH_SMALL)
def test_a_small_group_never_stands_alone(table):
    found = published(table)

    assert found.withheld or len(found.together) >= 2


@given(WITH_SMALL)
def test_whatever_is_merged_could_have_stood_otherwise(table):
    """Exchange the numbers of merged groups, and the same is shown: who has which cannot be told."""
    found = published(table)
    merged = [table[name] for name in found.together]

    assert found.withheld or (min(merged) < SMALLEST <= max(merged))
    for numbers in set(permutations(merged)) if len(merged) <= 5 else ():
        assert published(table | dict(zip(found.together, numbers, strict=True))) == found


def tables_that_show(target: Published, names: str, most: int):
    """Every table over ``names`` with numbers up to ``most`` that is shown exactly so."""
    for numbers in product(range(1, most + 1), repeat=len(names)):
        table = dict(zip(names, numbers, strict=True))
        if published(table) == target:
            yield table


@pytest.mark.parametrize("groups", [1, 2, 3])
def test_by_brute_force_no_number_below_five_follows_from_what_is_shown(groups):
    """An attacker who knows the rule and every shown number tries all tables: each merged cell has two values at least."""
    names, most = "abc"[:groups], 12
    shown = {}
    for numbers in product(range(1, most + 1), repeat=groups):
        table = dict(zip(names, numbers, strict=True))
        found = published(table)
        shown.setdefault(repr(found), (found, []))[1].append(table)
    for found, tables in shown.values():
        for name in found.together:
            assert len({table[name] for table in tables}) >= 2, (found, tables)


def test_by_brute_force_four_groups():
    names = "abcd"
    seen = {}
    for numbers in combinations_with_replacement(range(1, 10), 4):
        for order in set(permutations(numbers)):
            table = dict(zip(names, order, strict=True))
            found = published(table)
            values = seen.setdefault(repr(found), {name: set() for name in found.together})
            for name in found.together:
                values[name].add(table[name])

    assert all(len(values) >= 2 for cells in seen.values() for values in cells.values())


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({"Nam": 60, "Nữ": 40}, Published({"Nam": 60, "Nữ": 40})),
        ({"Nam": 60, "Nữ": 4}, Published({}, ("Nam", "Nữ"), 64)),
        ({"a": 90, "b": 9, "c": 2}, Published({"a": 90}, ("b", "c"), 11)),
        ({"a": 90, "b": 9, "c": 9, "d": 2}, Published({"a": 90}, ("b", "c", "d"), 20)),
        ({"a": 90, "b": 1, "c": 1}, Published({}, ("a", "b", "c"), 92)),
        ({"a": 4, "b": 4}, Published({}, withheld=True)),
        ({"a": 3}, Published({}, withheld=True)),
        ({"a": 5}, Published({"a": 5})),
        ({"a": 5, "b": 0}, Published({"a": 5})),
        ({}, Published({})),
    ],
)
def test_tables_as_they_are_shown(table, expected):
    assert published(table) == expected


# --- Groups of people -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("home", "province"),
    [
        ("Xã Quỳ Châu, tỉnh Nghệ An", "Nghệ An"),
        ("phường Trúc Bạch, quận Ba Đình, Thành phố Hà Nội", "Hà Nội"),
        ("TP. Huế", "Huế"),
        ("TP Đà Nẵng.", "Đà Nẵng"),
        ("Nghệ An", "Nghệ An"),
        ("Xã A,", ""),
        ("Xã Quỳ Châu", ""),
        ("tỉnh Nghệ An, thị trấn Diễn Châu", ""),
        ("", ""),
    ],
)
def test_the_province_stands_after_the_last_comma(home, province):
    assert province_of(home) == province


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Tiến sĩ Kinh tế", "doctorate"),
        ("Thạc sỹ CNTT", "master"),
        ("Cử nhân báo chí; Thạc sĩ luật", "master"),
        ("Kỹ sư điện tử viễn thông", "degree"),
        ("Đại học", "degree"),
        ("Cao đẳng", "college"),
        ("Trung cấp bưu chính", "vocational"),
        ("12/12", "school"),
        ("Nghệ nhân", "other"),
        ("  ", ""),
    ],
)
def test_levels_are_read_from_words(words, level):
    assert level_of(fold(words), LEVELS) == level


@pytest.mark.parametrize(
    ("words", "rank"),
    [
        ("Phó giáo sư", "associate"),
        ("PGS, TS", "associate"),
        ("Giáo sư", "professor"),
        ("", ""),
        ("NSƯT", "other"),
    ],
)
def test_ranks_are_read_from_words(words, rank):
    assert level_of(fold(words), RANKS) == rank


def test_spellings_are_added_up_under_the_most_used():
    assert spelled({"Hà Nội": 5, "Ha Noi": 2, "HÀ NỘI": 1, "Huế": 3}, fold) == {"Hà Nội": 8, "Huế": 3}


# --- Waiting and steps ------------------------------------------------------------------------------


@given(st.lists(st.integers(0, 300), min_size=1))
def test_half_wait_no_longer_than_the_median(days):
    found = waiting(days)

    assert sum(day <= found.median for day in days) * 2 >= len(days)
    assert found.longest == max(days)


def test_nothing_waits_where_there_is_nothing():
    assert waiting([]) == Waiting(0, 0, 0, 0)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage != Stage.DRAFT])
def test_every_stage_has_its_place_in_the_four_steps(stage):
    assert 0 <= steps_passed(stage.value, decided=False) <= 4


@given(st.lists(st.sampled_from([stage.value for stage in Stage if stage != Stage.DRAFT])))
def test_a_step_never_passes_more_than_came_to_it(stages):
    passed = funnel((stage, False, count) for stage, count in Counter(stages).items())

    assert passed == sorted(passed, reverse=True)
    assert passed[0] == len(stages)


def test_what_was_not_selected_fell_where_it_fell():
    assert funnel([("declined", False, 1), ("declined", True, 1)]) == [2, 2, 2, 1, 0]


@given(st.integers(0, 9), st.integers(0, 9))
def test_a_share_can_be_drawn(part, whole):
    assert 0 <= share(part, whole) <= 100
