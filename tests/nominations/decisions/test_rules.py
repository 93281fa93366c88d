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


TO_THE_COUNCIL = frozenset({Step.SCREENING, Step.CONSULTATION})
TO_THE_LEADER = TO_THE_COUNCIL | {Step.COUNCIL}


def waiting(stage: Stage, step: Step, **more) -> Standing:
    """Records of a nomination that waits at a step."""
    return Standing(
        stage, workflow="in_progress", step=step, step_status="in_progress", step_on_latest=True,
        step_active=True, open_steps=1, **more,
    )  # fmt: skip


def decided(stage: Stage, **more) -> Standing:
    """Records of a nomination that every step let through."""
    return Standing(
        stage, workflow="approved", step=Step.LEADER, step_status="approved", step_on_latest=True,
        step_active=True, approved=frozenset(Step), council="selected", decision="approved", approval=True, **more,
    )  # fmt: skip


AGREED = {
    Stage.DRAFT: Standing(Stage.DRAFT),
    Stage.RETURNED: Standing(Stage.RETURNED, workflow="needs_changes", step=Step.LEADER, step_status="rejected"),
    Stage.INELIGIBLE: Standing(Stage.INELIGIBLE, workflow="cancelled", step=Step.SCREENING, step_status="rejected"),
    Stage.WITHDRAWN: Standing(Stage.WITHDRAWN, workflow="cancelled", step_status="cancelled"),
    Stage.DECLINED: Standing(Stage.DECLINED, workflow="cancelled", step_status="rejected", decision="declined"),
    Stage.APPROVED: decided(Stage.APPROVED, seat=True),
    Stage.REVOKED: decided(Stage.REVOKED, revoked=True, approval_revoked=True),
    Stage.SUBMITTED: waiting(Stage.SUBMITTED, Step.SCREENING),
    Stage.CONSULTATION: waiting(
        Stage.CONSULTATION, Step.CONSULTATION, approved=frozenset({Step.SCREENING})
    ),
    Stage.COUNCIL: waiting(Stage.COUNCIL, Step.COUNCIL, approved=TO_THE_COUNCIL),
    Stage.RESERVE: waiting(Stage.RESERVE, Step.COUNCIL, approved=TO_THE_COUNCIL, council="reserve"),
    Stage.ACCEPTED: waiting(Stage.ACCEPTED, Step.LEADER, approved=TO_THE_LEADER, council="selected"),
}  # fmt: skip
#: Records that fit another stage as well: none at all; a reserve that was sent back; returned and withdrawn;
#: taken back for good, or to edit.
ALIKE = {
    (Stage.WITHDRAWN, Stage.DRAFT),
    (Stage.DRAFT, Stage.WITHDRAWN),
    (Stage.RESERVE, Stage.COUNCIL),
    (Stage.INELIGIBLE, Stage.WITHDRAWN),
}


@given(st.sampled_from(Stage), st.sampled_from(Stage))
def test_records_that_agree_with_one_stage_agree_with_no_other(stage, other):
    records = AGREED[stage]
    moved = Standing(**{**vars(records), "stage": other})

    assert (breaches(moved) == []) is (stage == other or (stage, other) in ALIKE)


@given(st.sampled_from(sorted(TO_THE_LEADER)), st.sampled_from((Stage.ACCEPTED, Stage.APPROVED)))
def test_no_step_may_be_missing_behind_a_nomination(step, stage):
    records = AGREED[stage]

    without = Standing(**{**vars(records), "approved": records.approved - {step}})

    assert len(breaches(without)) == 1


@given(st.sampled_from(("lost", "unseated", "deferred", "tied", None)))
def test_what_the_council_did_not_select_waits_for_no_leader(result):
    records = Standing(**{**vars(AGREED[Stage.ACCEPTED]), "council": result})

    assert breaches(records) == ["accepted, but no session of the council selected it"]
