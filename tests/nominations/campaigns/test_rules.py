import re
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from nominations.campaigns.rules import Window, reference_code, window

moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@given(moments, st.timedeltas(timedelta(microseconds=1), timedelta(days=400)), moments)
def test_the_window_is_open_from_its_first_moment_until_before_its_last(opens, length, now):
    closes = opens + length

    assert window(opens, closes, now) == (
        Window.UPCOMING if now < opens else Window.CLOSED if now >= closes else Window.OPEN
    )


@given(moments, st.timedeltas(timedelta(seconds=1), timedelta(days=400)))
def test_the_edges_of_the_window(opens, length):
    closes, instant = opens + length, timedelta(microseconds=1)

    found = [window(opens, closes, now) for now in (opens - instant, opens, closes - instant, closes)]

    assert found == [Window.UPCOMING, Window.OPEN, Window.OPEN, Window.CLOSED]


@given(st.integers(1948, 2100), st.integers(1, 10**7), st.integers(1, 10**7))
def test_reference_codes_tell_numbers_apart(year, one, other):
    code = reference_code("DHTT", year, one)

    assert re.fullmatch(r"DHTT-\d{4}-\d{4,}", code)
    assert (code == reference_code("DHTT", year, other)) is (one == other)
