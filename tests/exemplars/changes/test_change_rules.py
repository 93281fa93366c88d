import pytest

from exemplars.changes.rules import Face, Place, event_between, moved

HERE, THERE = Face("/a/"), Face("/b/")
OFF, REVOKED = Face(reason="unpublished"), Face(reason="revoked")


@pytest.mark.parametrize(
    ("before", "after", "event"),
    [
        (None, HERE, "published"),
        (None, OFF, None),
        (HERE, HERE, "changed"),
        (HERE, THERE, "changed"),
        (HERE, OFF, "withdrawn"),
        (OFF, OFF, None),
        (OFF, REVOKED, "withdrawn"),
        (REVOKED, HERE, "published"),
    ],
)
def test_what_readers_saw_happen(before, after, event):
    assert event_between(before, after) == event


def test_other_versions_change_with_an_address_that_comes_goes_or_moves():
    assert [moved(*pair) for pair in ((None, HERE), (HERE, THERE), (HERE, OFF), (OFF, HERE))] == [True] * 4
    assert [moved(*pair) for pair in ((HERE, HERE), (OFF, REVOKED), (None, OFF))] == [False] * 3


@pytest.mark.parametrize(
    ("place", "last", "forgotten", "trusted"),
    [
        (Place(0, 0), 0, 0, True),
        (Place(0, 0), 9, 0, True),
        (Place(9, 0), 9, 0, True),
        (Place(10, 0), 9, 0, False),  # never given
        (Place(4, 0), 9, 5, False),  # forgotten meanwhile
        (Place(5, 0), 9, 5, True),
        (Place(1, 5), 9, 5, True),  # began after that
        (Place(1, 5), 9, 7, False),
    ],
)
def test_a_place_is_trusted_while_nothing_can_be_missed(place, last, forgotten, trusted):
    assert place.is_trusted(last=last, forgotten=forgotten) is trusted
