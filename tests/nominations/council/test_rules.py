"""The rule of a ballot against an independent definition, its boundaries in a table, and the filling of seats."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nominations.council.rules import (
    Basis,
    Comparison,
    Contender,
    Outcome,
    OutcomeRule,
    Result,
    Tally,
    ayes_needed,
    fill_seats,
    has_quorum,
    line_outcome,
    mean,
    quorum_needed,
    reaches,
    spread,
    weighted_mean,
)

AYE, NAY, DEFER, RECUSED, MISSING = "aye", "nay", "defer", "recused", "missing"


def by_hand(council: tuple[str, ...], rule: OutcomeRule) -> Outcome:
    """Decide as a clerk would who counts people and writes fractions; shares no line with the code.

    A recused member of these one-line ballots still hands in a paper for the other names.
    """
    came = [person for person in council if person != MISSING]
    if not came or Fraction(len(came), len(council)) < Fraction(
        rule.quorum_numerator, rule.quorum_denominator
    ):
        return Outcome.VOID
    voted = [person for person in came if person != RECUSED]
    if rule.basis is Basis.VOTES_CAST:
        of = len(voted)
    else:
        of = len([person for person in council if rule.recused_count or person != RECUSED])
    ayes, wanted = voted.count(AYE), Fraction(rule.threshold, 100)
    share = Fraction(ayes, of) if of else Fraction(0)
    enough = share > wanted if rule.comparison is Comparison.MORE_THAN else share >= wanted
    if ayes > 0 and enough:
        return Outcome.CARRIED
    return Outcome.DEFERRED if voted.count(DEFER) > len(voted) - voted.count(DEFER) else Outcome.LOST


def tally(council: tuple[str, ...]) -> Tally:
    return Tally(
        members=len(council),
        turnout=sum(person != MISSING for person in council),
        eligible=sum(person != RECUSED for person in council),
        ayes=council.count(AYE),
        nays=council.count(NAY),
        defers=council.count(DEFER),
    )


RULES = [
    OutcomeRule(threshold, comparison, basis, recused, *quorum)
    for threshold, comparison, basis, recused, quorum in product(
        (1, 50, 80, 90, 100), Comparison, Basis, (True, False), ((1, 2), (2, 3), (1, 1))
    )
]


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5])
def test_every_small_council_is_decided_as_by_hand(size):
    for council in product((AYE, NAY, DEFER, RECUSED, MISSING), repeat=size):
        if list(council) != sorted(council):
            continue  # who sits where makes no difference
        for rule in RULES:
            assert line_outcome(tally(council), rule) == by_hand(council, rule), (council, rule)


@given(
    st.lists(st.sampled_from((AYE, AYE, AYE, NAY, DEFER, RECUSED, MISSING)), min_size=1, max_size=40).map(
        tuple
    ),
    st.builds(
        OutcomeRule,
        st.integers(1, 100),
        st.sampled_from(Comparison),
        st.sampled_from(Basis),
        st.booleans(),
        st.integers(1, 9),
        st.integers(9, 20),
    ),
)
def test_larger_councils_are_decided_as_by_hand(council, rule):
    assert line_outcome(tally(council), rule) == by_hand(council, rule)


ALL, CAST = Basis.ALL_MEMBERS, Basis.VOTES_CAST
#: members, ayes, nays, defers, recused, missing; rule; outcome
BOUNDARIES = {
    "exactly 90 % of 10": ((10, 9, 1, 0, 0, 0), OutcomeRule(90), Outcome.CARRIED),
    "8 of 10 are not 90 %": ((10, 8, 2, 0, 0, 0), OutcomeRule(90), Outcome.LOST),
    "8 of 9 are not 90 %": ((9, 8, 1, 0, 0, 0), OutcomeRule(90), Outcome.LOST),
    "90 % of 9 wants all 9": ((9, 9, 0, 0, 0, 0), OutcomeRule(90), Outcome.CARRIED),
    "10 of 11 are 90 %": ((11, 10, 1, 0, 0, 0), OutcomeRule(90), Outcome.CARRIED),
    "more than 90 % of 10 wants all 10": ((10, 9, 1, 0, 0, 0), OutcomeRule(90, Comparison.MORE_THAN), Outcome.LOST),
    "half is not more than half": ((10, 5, 5, 0, 0, 0), OutcomeRule(50, Comparison.MORE_THAN, CAST), Outcome.LOST),
    "half is at least half": ((10, 5, 5, 0, 0, 0), OutcomeRule(50, basis=CAST), Outcome.CARRIED),
    "quorum to the member: 6 of 9": ((9, 6, 0, 0, 0, 3), OutcomeRule(80, basis=CAST), Outcome.CARRIED),
    "one short of the quorum: 5 of 9": ((9, 5, 0, 0, 0, 4), OutcomeRule(80, basis=CAST), Outcome.VOID),
    "quorum to the member: 7 of 10": ((10, 7, 0, 0, 0, 3), OutcomeRule(80, basis=CAST), Outcome.CARRIED),
    "absentees weigh against: 8 ayes of 10 members": ((10, 8, 0, 0, 0, 2), OutcomeRule(90), Outcome.LOST),
    "nobody came": ((9, 0, 0, 0, 0, 9), OutcomeRule(1), Outcome.VOID),
    "all recused but one, recused count": ((9, 1, 0, 0, 8, 0), OutcomeRule(80), Outcome.LOST),
    "all recused but one, recused do not count": ((9, 1, 0, 0, 8, 0), OutcomeRule(80, recused_count=False), Outcome.CARRIED),
    "all recused": ((9, 0, 0, 0, 9, 0), OutcomeRule(1, recused_count=False), Outcome.LOST),
    "one recused of 10 counts: 9 are 90 %": ((10, 9, 0, 0, 1, 0), OutcomeRule(90), Outcome.CARRIED),
    "one recused of 10 counts: 8 are not": ((10, 8, 1, 0, 1, 0), OutcomeRule(90), Outcome.LOST),
    "one recused of 10 left out: 9 of 9 wanted": ((10, 8, 1, 0, 1, 0), OutcomeRule(90, recused_count=False), Outcome.LOST),
    "most leave it to later": ((9, 4, 0, 5, 0, 0), OutcomeRule(80), Outcome.DEFERRED),
    "half leave it to later": ((8, 4, 0, 4, 0, 0), OutcomeRule(80), Outcome.LOST),
    "1 % still wants one aye": ((9, 0, 9, 0, 0, 0), OutcomeRule(1), Outcome.LOST),
    "100 % of votes cast": ((9, 8, 0, 0, 0, 1), OutcomeRule(100, basis=CAST), Outcome.CARRIED),
}  # fmt: skip


@pytest.mark.parametrize("case", BOUNDARIES)
def test_boundaries(case):
    (members, ayes, nays, defers, recused, missing), rule, outcome = BOUNDARIES[case]
    assert members == ayes + nays + defers + recused + missing
    counts = Tally(members, members - missing, members - recused, ayes, nays, defers)
    assert line_outcome(counts, rule) == outcome


@given(st.integers(1, 60), st.integers(1, 100), st.sampled_from(Comparison))
def test_the_number_of_ayes_that_is_named_is_the_smallest_that_is_enough(basis, threshold, comparison):
    rule = OutcomeRule(threshold, comparison)
    needed = ayes_needed(basis, rule)
    assert reaches(needed, basis, rule)
    assert not reaches(needed - 1, basis, rule)


@given(st.integers(1, 60), st.integers(1, 12), st.integers(12, 20))
def test_the_quorum_that_is_named_is_the_smallest_that_is_enough(members, numerator, denominator):
    rule = OutcomeRule(90, quorum_numerator=numerator, quorum_denominator=denominator)
    needed = quorum_needed(members, rule)
    assert has_quorum(needed, members, rule)
    assert not has_quorum(needed - 1, members, rule)


# --- Seats ----------------------------------------------------------------------------------------------

contenders = st.lists(
    st.tuples(st.sampled_from((*Outcome, None)), st.integers(0, 4), st.one_of(st.none(), st.integers(1, 5))),
    max_size=9,
).map(
    lambda rows: [
        Contender(key, outcome, (votes,), None if score is None else Fraction(score), key)
        for key, (outcome, votes, score) in enumerate(rows, start=1)
    ]
)


@given(contenders, st.integers(0, 4), st.integers(0, 3), st.integers(0, 2))
def test_seats_go_to_the_carried_by_their_votes(found, seats, reserves, before):
    places = fill_seats(found, seats=seats, reserves=reserves, reserves_before=before)
    got = {result: [one for one in found if places[one.key].result == result] for result in Result}
    carried = [one for one in found if one.outcome == Outcome.CARRIED]

    assert set(places) == {one.key for one in found}
    assert len(got[Result.SELECTED]) <= seats
    assert all(
        one.outcome == Outcome.CARRIED
        for one in got[Result.SELECTED] + got[Result.RESERVE] + got[Result.TIED]
    )
    worse = got[Result.RESERVE] + got[Result.UNSEATED]
    assert (
        all(one.votes > other.votes for one in got[Result.SELECTED] for other in worse)
        or seats == 0
        or not tied_seats(got)
    )
    for chosen, other in product(got[Result.SELECTED], carried):
        assert chosen.votes >= other.votes or places[other.key].result == Result.SELECTED
    numbers = sorted(place.reserve_number for place in places.values() if place.reserve_number)
    assert numbers == list(range(before + 1, before + 1 + len(numbers)))
    assert len(numbers) <= reserves
    if got[Result.TIED]:
        assert len({one.votes for one in got[Result.TIED]}) == 1
        assert len(got[Result.SELECTED]) < seats < len(got[Result.SELECTED]) + len(got[Result.TIED])
    elif len(carried) >= seats:
        assert len(got[Result.SELECTED]) == seats


def tied_seats(got) -> bool:
    return bool(got[Result.TIED])


def places_of(*rows, seats, reserves=0):
    found = [Contender(key, outcome, votes, None, key) for key, (outcome, votes) in enumerate(rows, start=1)]
    places = fill_seats(found, seats=seats, reserves=reserves)
    return [(place.result.value, place.rank, place.reserve_number) for _, place in sorted(places.items())]


UP = Outcome.CARRIED


def test_digital_transformation_has_exactly_one_seat():
    assert places_of((UP, (11,)), (UP, (10,)), (Outcome.LOST, (8,)), seats=1, reserves=1) == [
        ("selected", 1, None), ("reserve", 2, 1), ("lost", None, None),
    ]  # fmt: skip


def test_a_tie_for_the_last_seat_is_parted_by_a_further_round():
    assert places_of((UP, (11,)), (UP, (10,)), (UP, (10,)), seats=2) == [
        ("selected", 1, None), ("tied", 2, None), ("tied", 2, None),
    ]  # fmt: skip
    assert places_of((UP, (11,)), (UP, (10, 4)), (UP, (10, 7)), seats=2, reserves=1) == [
        ("selected", 1, None), ("reserve", 3, 1), ("selected", 2, None),
    ]  # fmt: skip


def test_equal_votes_that_all_find_a_seat_are_no_tie():
    assert [row[0] for row in places_of((UP, (11,)), (UP, (11,)), seats=2)] == ["selected", "selected"]


def test_no_seat_is_no_tie():
    assert [row[0] for row in places_of((UP, (9,)), (UP, (9,)), seats=0, reserves=1)] == [
        "reserve",
        "unseated",
    ]


# --- Scores ---------------------------------------------------------------------------------------------


def test_criteria_weigh_as_the_campaign_says_and_abstentions_weigh_nothing():
    assert weighted_mean({1: 5, 2: 2, 3: None}, {1: 3, 2: 2, 3: 1}) == Fraction(19, 5)
    assert weighted_mean({1: 5, 2: 2}, {1: 0, 2: 0}) == Fraction(7, 2)
    assert weighted_mean({1: None}, {1: 100}) is None


@given(st.lists(st.integers(1, 100).map(Fraction), min_size=1, max_size=30))
def test_the_spread_is_nought_where_all_agree(values):
    assert (spread(values) == 0) == (len(set(values)) == 1)
    assert min(values) <= mean(values) <= max(values)
