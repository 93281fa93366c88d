from hypothesis import given
from hypothesis import strategies as st

from nominations.decisions.rules import Standing, Step, breaches, free_seat
from nominations.stages import Stage


@given(st.sets(st.integers(1, 40)), st.integers(0, 30))
def test_a_free_seat_is_the_lowest_that_nobody_has(taken, seats):
    number = free_seat(taken, seats)

    free = set(range(1, seats + 1)) - taken
    assert number == (min(free) if free else None)


@given(st.integers(1, 60), st.integers(0, 90))
def test_seats_given_one_after_another_are_never_more_than_there_are(seats, nominations):
    taken: set[int] = set()
    for _ in range(nominations):
        if (number := free_seat(taken, seats)) is not None:
            assert number not in taken
            taken.add(number)

    assert taken == set(range(1, min(seats, nominations) + 1))


AGREED = {
    Stage.DRAFT: Standing(Stage.DRAFT),
    Stage.RETURNED: Standing(Stage.RETURNED, workflow="needs_changes", step=Step.LEADER, step_status="rejected"),
    Stage.WITHDRAWN: Standing(Stage.WITHDRAWN, workflow="cancelled", step_status="cancelled"),
    Stage.DECLINED: Standing(Stage.DECLINED, workflow="cancelled", step_status="rejected", decision="declined"),
    Stage.APPROVED: Standing(
        Stage.APPROVED, workflow="approved", step=Step.LEADER, step_status="approved", step_on_latest=True,
        step_active=True, approved=frozenset(Step), decision="approved", seat=True, approval=True,
    ),
    Stage.SUBMITTED: Standing(
        Stage.SUBMITTED, workflow="in_progress", step=Step.SCREENING, step_status="in_progress",
        step_on_latest=True, step_active=True, open_steps=1,
    ),
    Stage.ACCEPTED: Standing(
        Stage.ACCEPTED, workflow="in_progress", step=Step.LEADER, step_status="in_progress",
        step_on_latest=True, step_active=True, open_steps=1, approved=frozenset({Step.SCREENING}),
    ),
}  # fmt: skip


@given(st.sampled_from(Stage), st.sampled_from(Stage))
def test_records_that_agree_with_one_stage_agree_with_no_other(stage, other):
    records = AGREED[stage]
    moved = Standing(**{**vars(records), "stage": other})

    # A draft and a withdrawn draft have the same records: none.
    alike = stage == other or (stage, other) == (Stage.DRAFT, Stage.WITHDRAWN)
    assert (breaches(moved) == []) is alike
