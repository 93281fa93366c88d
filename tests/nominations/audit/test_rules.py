"""A chain holds as it was sealed, and any change of it shows at the first place that it touches."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.audit.rules import GENESIS, Link, canonical, hash_of, links_in, verdict, written

TEXT = st.text(max_size=12)


def link(sequence: int, previous: str, **values) -> Link:
    blank = dict.fromkeys(Link.__dataclass_fields__, "") | {"data": "{}", "action": "nominations.submit"}
    entry = Link(**blank | {"sequence": sequence, "previous_hash": previous} | values)
    return replace(entry, hash=hash_of(entry))


def chain(*labels: str) -> list[Link]:
    links, previous = [], GENESIS
    for number, label in enumerate(labels, 1):
        links.append(link(number, previous, subject_label=label))
        previous = links[-1].hash
    return links


@pytest.fixture
def five():
    return chain("a", "b", "c", "d", "e")


def test_a_whole_chain_holds(five):
    found = verdict(five)

    assert (found.count, found.head, found.broken) == (5, five[-1].hash, None)


def test_an_empty_log_holds():
    assert verdict([]).broken is None


@pytest.mark.parametrize("column", [name for name in Link.__dataclass_fields__ if name != "sequence"])
def test_altering_any_column_shows_there(five, column):
    five[2] = replace(five[2], **{column: "f" * 64})

    found = verdict(five)

    assert (found.broken.sequence, found.count) == (3, 2)
    assert "altered" in found.broken.reason


def test_altering_and_hashing_anew_shows_at_the_next(five):
    five[2] = link(3, five[1].hash, subject_label="x")

    assert verdict(five).broken.sequence == 4
    assert "does not follow" in verdict(five).broken.reason


def test_removing_shows_which(five):
    found = verdict(five[:1] + five[3:])

    assert (found.broken.sequence, found.broken.reason) == (2, "entries 2 to 3 are missing")


def test_inserting_shows(five):
    five.insert(2, link(3, five[1].hash, subject_label="x"))

    assert verdict(five).broken.sequence == 4
    assert "inserted" in verdict(five).broken.reason


def test_reordering_shows(five):
    five[1], five[3] = five[3], five[1]

    assert verdict(five).broken.sequence == 2


def test_renumbering_after_removing_shows(five):
    renumbered = [replace(entry, sequence=number) for number, entry in enumerate(five[1:], 1)]

    assert "altered" in verdict(renumbered).broken.reason


def test_cutting_off_the_end_shows_to_whoever_noted_the_hash(five):
    noted = five[-1].hash

    assert verdict(five[:3]).broken is None
    assert verdict(five[:3], expected_head=noted).broken.sequence == 4
    assert verdict(five, expected_head=noted).broken is None


def test_a_hash_noted_earlier_still_holds_when_the_log_has_grown(five):
    assert verdict(five, expected_head=five[1].hash).broken is None


def test_writing_everything_anew_shows_to_whoever_noted_the_hash(five):
    forged = chain("a", "b", "x", "d", "e", "f")

    assert verdict(forged).broken is None
    assert verdict(forged, expected_head=five[-1].hash).broken is not None


@pytest.mark.parametrize("line", ["no json", "[]", "{}", '{"sequence": 3}', "null", '"text"'])
def test_a_line_that_is_no_entry_breaks_the_chain(five, line):
    lines = [written(entry) for entry in five]
    lines[2] = line

    assert verdict(links_in(lines)).broken.sequence == 3


def test_types_that_do_not_fit_break_the_chain(five):
    lines = [written(entry) for entry in five]
    lines[2] = lines[2].replace('"sequence":3', '"sequence":"3"')

    assert verdict(links_in(lines)).broken.sequence == 3


@given(st.lists(TEXT, min_size=1, max_size=6), st.data())
def test_no_change_of_one_place_goes_unseen(labels, data):
    links = chain(*labels)
    place = data.draw(st.integers(0, len(links) - 1))
    column = data.draw(
        st.sampled_from(["actor_name", "subject_label", "data", "moment", "previous_hash", "hash"])
    )
    value = data.draw(TEXT.filter(lambda text: text != getattr(links[place], column)))
    links[place] = replace(links[place], **{column: value})

    assert verdict(links).broken.sequence == place + 1


@given(st.lists(TEXT, min_size=2, max_size=7, unique=True), st.randoms())
def test_no_other_order_holds(labels, random):
    links = chain(*labels)
    shuffled = random.sample(links, len(links))

    assert (verdict(shuffled).broken is None) == (shuffled == links)


@given(TEXT)
def test_an_export_says_what_was_sealed(label):
    links = chain(label)

    assert list(links_in(written(entry) for entry in links)) == links


def test_canonical_is_one_text_for_one_meaning():
    assert (
        canonical({"b": [1, True], "a": "Đỗ"})
        == canonical({"a": "Đỗ", "b": [1, True]})
        == '{"a":"Đỗ","b":[1,true]}'
    )
