"""Where units and assignments stand, amounts of money, and placeholders."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.followup.rules import (
    MOST_DONG,
    PLACEHOLDERS,
    Progress,
    Standing,
    amount_of,
    dong,
    filled,
    progress_of,
    standing_of,
    unknown_placeholders,
)
from nominations.stages import Stage

TODAY = date(2026, 5, 12)


@pytest.mark.parametrize(
    ("stages", "abstains", "standing"),
    [
        ({}, False, Standing.SILENT),
        ({"withdrawn": 2}, False, Standing.SILENT),
        ({"draft": 1}, False, Standing.DRAFTING),
        ({"draft": 1}, True, Standing.ABSTAINED),
        ({}, True, Standing.ABSTAINED),
        ({"submitted": 1}, True, Standing.SUBMITTED),
        ({"draft": 3, "returned": 1}, False, Standing.SUBMITTED),
        ({"declined": 1}, False, Standing.SUBMITTED),
        ({"draft": 0}, False, Standing.SILENT),
    ],
)
def test_where_a_unit_stands(stages, abstains, standing):
    assert standing_of(stages, abstains=abstains) == standing


@given(st.dictionaries(st.sampled_from([stage.value for stage in Stage]), st.integers(0, 5)), st.booleans())
def test_every_unit_stands_somewhere_and_only_what_was_sent_is_submitted(stages, abstains):
    found = standing_of(stages, abstains=abstains)

    sent = any(count for stage, count in stages.items() if stage not in ("draft", "withdrawn"))
    assert (found == Standing.SUBMITTED) is sent


@pytest.mark.parametrize(
    ("days", "percentage", "is_done", "progress"),
    [
        (0, None, False, Progress.WAITING),
        (-1, None, False, Progress.OVERDUE),
        (-1, 99, False, Progress.OVERDUE),
        (-1, 100, False, Progress.REPORTED),
        (-1, None, True, Progress.DONE),
        (5, 0, False, Progress.UNDER_WAY),
        (5, 100, False, Progress.REPORTED),
    ],
)
def test_where_an_assignment_stands(days, percentage, is_done, progress):
    due = TODAY + timedelta(days=days)

    assert progress_of(due_on=due, today=TODAY, percentage=percentage, is_done=is_done) == progress


@given(st.integers(0, MOST_DONG))
def test_an_amount_is_read_as_it_was_written(amount):
    assert amount_of(dong(amount)) == amount


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("12500000", 12_500_000),
        ("12 500 000 đồng", 12_500_000),
        ("0", 0),
        (" 1.000 VND ", 1000),
        ("500đ", 500),
    ],
)
def test_amounts_as_people_write_them(text, amount):
    assert amount_of(text) == amount


@pytest.mark.parametrize(
    "text", ["", "12,5", "12.5", "1.00", "-5", "12.500.00", "mười", "1.000.000.000.000.001"]
)
def test_what_is_no_amount(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the text is all that it says
        amount_of(text)


def test_no_amount_is_nothing():
    assert dong(None) == ""


@given(st.text(max_size=60))
def test_what_fills_a_placeholder_is_never_read_again(value):
    assert filled("a {{ten_don_vi}} b", {"ten_don_vi": value}) == f"a {value} b"


@given(st.text("{}ab ", max_size=12))
def test_what_is_accepted_is_filled_without_a_brace_left(text):
    if not unknown_placeholders(text):
        assert "{{" not in filled(text, dict.fromkeys(PLACEHOLDERS, ""))


def test_known_placeholders_are_none_unknown():
    assert unknown_placeholders(" ".join(f"{{{{ {name} }}}}" for name in PLACEHOLDERS)) == []
    assert unknown_placeholders("{{x}} {{x}} {{y}}") == ["{{x}}", "{{y}}"]
