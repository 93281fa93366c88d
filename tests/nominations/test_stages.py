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
    """Walk at random: recognition follows acceptance, acceptance follows submission, and what is over stays over."""
    walk = [Stage.DRAFT]
    for move in attempts:
        try:
            walk.append(after(walk[-1], move))
        except ImpossibleMove:
            continue

    for before, now in zip(walk, walk[1:], strict=False):
        assert before not in DECIDED | {Stage.WITHDRAWN}
        assert (now not in DECIDED) or before == Stage.ACCEPTED
        assert (now != Stage.ACCEPTED) or before == Stage.SUBMITTED
        assert (now != Stage.SUBMITTED) or before in EDITABLE


def test_every_stage_is_with_somebody_or_over():
    assert EDITABLE | UNDER_REVIEW | DECIDED | {Stage.WITHDRAWN} == set(Stage)
    assert set(Stage) - {Stage.DRAFT} == HANDED_IN


def test_an_unknown_stage_leads_nowhere():
    with pytest.raises(ValueError, match="nonsense"):
        after("nonsense", Move.SUBMIT)
