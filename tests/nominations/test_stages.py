import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.stages import (
    DECIDED,
    EDITABLE,
    HANDED_IN,
    MOVES,
    UNDER_REVIEW,
    ImpossibleMove,
    Move,
    Stage,
    after,
)

stages, moves = st.sampled_from(Stage), st.sampled_from(Move)


@given(stages, moves)
def test_a_move_leads_where_the_table_says_or_nowhere(stage, move):
    if (stage, move) in MOVES:
        assert after(stage.value, move) == MOVES[stage, move]
    else:
        with pytest.raises(ImpossibleMove, match=f"{move} is not possible from {stage}"):
            after(stage.value, move)


@given(st.lists(moves, max_size=30))
def test_whatever_is_tried_only_the_reviewed_are_recognised(attempts):
    """Walk at random: every step of the review follows the one before it, and what is over stays over."""
    walk = [Stage.DRAFT]
    for move in attempts:
        try:
            walk.append(after(walk[-1], move))
        except ImpossibleMove:
            continue

    for before, now in zip(walk, walk[1:], strict=False):
        assert before not in OVER
        assert before in COMES_FROM.get(now, set(Stage))


#: Nothing leads out of these, but revocation out of recognition.
OVER = DECIDED - {Stage.APPROVED} | {Stage.WITHDRAWN}
#: From where alone each stage is reached.
COMES_FROM = {
    Stage.SUBMITTED: EDITABLE,
    Stage.INELIGIBLE: {Stage.SUBMITTED},
    Stage.CONSULTATION: {Stage.SUBMITTED},
    Stage.COUNCIL: {Stage.CONSULTATION, Stage.ACCEPTED},
    Stage.RESERVE: {Stage.COUNCIL},
    Stage.ACCEPTED: {Stage.COUNCIL, Stage.RESERVE},
    Stage.APPROVED: {Stage.ACCEPTED},
    Stage.DECLINED: {Stage.COUNCIL, Stage.RESERVE, Stage.ACCEPTED},
    Stage.REVOKED: {Stage.APPROVED},
    Stage.RETURNED: {Stage.SUBMITTED, Stage.ACCEPTED},
    Stage.WITHDRAWN: UNDER_REVIEW | EDITABLE,
    Stage.DRAFT: {Stage.SUBMITTED},
}


def test_recognition_has_passed_every_step():
    """Whichever way a nomination came to be recognised, the way back leads through all four steps to the unit."""
    for stage, before in (
        (Stage.APPROVED, {Stage.ACCEPTED}),
        (Stage.ACCEPTED, {Stage.COUNCIL, Stage.RESERVE}),
        (Stage.RESERVE, {Stage.COUNCIL}),
        (Stage.CONSULTATION, {Stage.SUBMITTED}),
        (Stage.SUBMITTED, EDITABLE),
    ):
        assert {start for (start, _), end in MOVES.items() if end == stage} == before
    # To the council only from consultation, or back from the leader, who had it from the council.
    to_council = {start for (start, _), end in MOVES.items() if end == Stage.COUNCIL}
    assert to_council == {Stage.CONSULTATION, Stage.ACCEPTED}


def test_every_stage_is_with_somebody_or_over():
    assert EDITABLE | UNDER_REVIEW | DECIDED | {Stage.WITHDRAWN} == set(Stage)
    assert set(Stage) - {Stage.DRAFT} == HANDED_IN


def test_an_unknown_stage_leads_nowhere():
    with pytest.raises(ValueError, match="nonsense"):
        after("nonsense", Move.SUBMIT)
