"""How long a list stands open, a person's pace, and a text without its sender."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.campaigns.working_days import is_working_day
from nominations.consultation.rules import (
    FASTEST,
    OLDEST,
    Age,
    Phase,
    age_of_form,
    closing_day,
    phase,
    without_sender,
    working_days_left,
)

DAYS = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 12, 31))


@given(published=DAYS, days=st.integers(min_value=1, max_value=60))
def test_so_many_whole_working_days_follow_the_day_of_publication(published, days):
    last = closing_day(published, days)

    following = [published + timedelta(days=n) for n in range(1, (last - published).days + 1)]
    assert sum(map(is_working_day, following)) == days
    assert is_working_day(last)


@given(published=DAYS, days=st.integers(min_value=1, max_value=30), later=st.integers(0, 60))
def test_days_left_never_grow_and_end_at_none(published, days, later):
    last = closing_day(published, days)
    today = published + timedelta(days=later)

    left = working_days_left(today, published, last)

    assert working_days_left(published, published, last) == days
    assert 0 <= left <= days
    assert working_days_left(today + timedelta(days=1), published, last) <= left
    assert (left == 0) is (today > last)


@pytest.mark.parametrize(
    ("published", "days", "last"),
    [
        (date(2023, 4, 28), 1, date(2023, 5, 4)),  # a long holiday follows
        (date(2023, 5, 5), 10, date(2023, 5, 19)),
        (date(2023, 5, 6), 10, date(2023, 5, 19)),  # published on a Saturday
        (date(2026, 2, 13), 10, date(2026, 3, 6)),  # Tết
    ],
)
def test_the_calendar_of_vietnam_counts(published, days, last):
    assert closing_day(published, days) == last


def test_the_last_day_counts_in_full():
    last = date(2023, 5, 19)

    assert phase(last, last, ended=False) is Phase.OPEN
    assert phase(last + timedelta(days=1), last, ended=False) is Phase.OVER
    assert phase(last, last, ended=True) is Phase.ENDED


@pytest.mark.parametrize(
    ("seconds", "age"),
    [
        (-5, Age.TOO_FAST),
        (FASTEST - 0.1, Age.TOO_FAST),
        (FASTEST, Age.FIT),
        (OLDEST, Age.FIT),
        (OLDEST + 1, Age.TOO_OLD),
    ],
)
def test_a_persons_pace(seconds, age):
    assert age_of_form(seconds) is age


WORDS = (
    st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyÁẾỘ ", min_size=3, max_size=30)
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: len(text) > 2)
)


@given(
    name=WORDS,
    address=WORDS,
    phone=st.from_regex(r"0[0-9]{8,10}", fullmatch=True),
    around=st.lists(WORDS, max_size=3),
)
def test_a_text_keeps_nothing_of_its_sender(name, address, phone, around):
    spaced = f"{phone[:4]} {phone[4:7]}.{phone[7:]}"
    text = " | ".join([*around, name.upper(), spaced, address.replace(" ", "\n  "), phone])

    told = without_sender(text, name=name, phone=phone, address=address)

    flat = " ".join(told.split()).casefold()
    assert name.casefold() not in flat
    assert address.casefold() not in flat
    assert phone not in "".join(filter(str.isdigit, told))


def test_other_words_stay():
    text = "Anh Lê Văn Mẫu làm tốt. Số liệu 2023: 15.000 hộ."

    assert without_sender(text, name="Trần Thị Sen", phone="0912345678", address="Hà Nội") == text
