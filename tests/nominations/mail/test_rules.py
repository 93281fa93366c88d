from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.mail.rules import DOUBT, PAUSES, message_id, pause_after, without_keys


@given(st.integers(1, 100))
def test_pauses_grow_and_end(attempts):
    pause, following = pause_after(attempts), pause_after(attempts + 1)
    assert (pause is None) == (attempts > len(PAUSES))
    assert following is None or following > pause


def test_nothing_is_tried_for_more_than_two_days():
    assert sum(PAUSES, timedelta()) < timedelta(days=2)


@given(st.integers(1, 100))
def test_doubt_waits_long_and_twice(attempts):
    assert pause_after(attempts, uncertain=True) == (DOUBT if attempts < 3 else None)


@given(st.text(), st.text())
def test_a_number_is_the_keys_own(one, other):
    first, second = (message_id(key, secret="s", domain="example.vn") for key in (one, other))
    assert (first == second) == (one == other)
    assert first != message_id(one, secret="t", domain="example.vn")
    assert first.isascii()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://a.vn/x/eyJhIjoxfQ:1tXyZa:0123456789abcdef/", "https://a.vn/x/…/"),
        ("https://a.vn/x?t=eyJhIjoxfQ:1tXyZa:0123456789abcdef&n=1 Hết", "https://a.vn/x?t=…&n=1 Hết"),
        (
            "https://a.vn/workspace/nominations/DHTT-2026-0001/",
            "https://a.vn/workspace/nominations/DHTT-2026-0001/",
        ),
        ("motchuoirấtdàikhôngphảiliênkết0123456789", "motchuoirấtdàikhôngphảiliênkết0123456789"),
        ("(http://a.vn/0123456789abcdef0123456789abcdef)", "(http://a.vn/…)"),
    ],
)
def test_keys_in_links_are_not_shown(text, shown):
    assert without_keys(text) == shown
