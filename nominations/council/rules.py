"""How a ballot is decided, seats are filled and scores are summed up. Pure: integers in, words of law out."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import sqrt

# --- One ballot -----------------------------------------------------------------------------------------


class Basis(StrEnum):
    ALL_MEMBERS = "all_members"
    VOTES_CAST = "votes_cast"


class Comparison(StrEnum):
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"


class Outcome(StrEnum):
    CARRIED = "carried"
    LOST = "lost"
    DEFERRED = "deferred"
    VOID = "void"


@dataclass(frozen=True)
class OutcomeRule:
    """The numbers of a campaign; ``threshold`` is a percentage, the quorum a fraction of all members."""

    threshold: int
    comparison: Comparison = Comparison.AT_LEAST
    basis: Basis = Basis.ALL_MEMBERS
    recused_count: bool = True
    quorum_numerator: int = 2
    quorum_denominator: int = 3


@dataclass(frozen=True)
class Tally:
    """The counts of one line of a ballot paper.

    ``members`` are all members of the council, ``turnout`` those who handed in a paper in this ballot,
    ``eligible`` those who may vote on this line (all but the recused).
    """

    members: int
    turnout: int
    eligible: int
    ayes: int
    nays: int = 0
    defers: int = 0

    @property
    def cast(self) -> int:
        return self.ayes + self.nays + self.defers


def has_quorum(turnout: int, members: int, rule: OutcomeRule) -> bool:
    """Say whether enough members took part; nobody is never enough."""
    return turnout > 0 and turnout * rule.quorum_denominator >= rule.quorum_numerator * members


def quorum_needed(members: int, rule: OutcomeRule) -> int:
    """Return the smallest number of members that makes a quorum.

    >>> quorum_needed(11, OutcomeRule(90))
    8
    """
    return max(1, -(-rule.quorum_numerator * members // rule.quorum_denominator))


def basis_of(tally: Tally, rule: OutcomeRule) -> int:
    """Return the number of which the percentage is taken."""
    if rule.basis == Basis.VOTES_CAST:
        return tally.cast
    return tally.members if rule.recused_count else tally.eligible


def reaches(ayes: int, basis: int, rule: OutcomeRule) -> bool:
    """Say whether so many ayes are enough; integers only, so that 90 % of 10 is exactly 9."""
    if ayes == 0:
        return False
    share, needed = ayes * 100, rule.threshold * basis
    return share > needed if rule.comparison == Comparison.MORE_THAN else share >= needed


def ayes_needed(basis: int, rule: OutcomeRule) -> int:
    """Return the smallest number of ayes that reaches the threshold; it may be more than ``basis``.

    >>> ayes_needed(11, OutcomeRule(90))
    10
    """
    product = rule.threshold * basis
    needed = product // 100 + 1 if rule.comparison == Comparison.MORE_THAN else -(-product // 100)
    return max(1, needed)


def line_outcome(tally: Tally, rule: OutcomeRule) -> Outcome:
    """Decide one line of a closed ballot.

    Below the quorum the ballot is void. A line that misses the threshold is deferred when more than half
    of the votes cast on it say so, and lost otherwise.
    Source: Decree 91/2017, Art. 45(8) and Decree 98/2023, Art. 30(7), for percentages of all members.
    """
    if not has_quorum(tally.turnout, tally.members, rule):
        return Outcome.VOID
    if reaches(tally.ayes, basis_of(tally, rule), rule):
        return Outcome.CARRIED
    return Outcome.DEFERRED if tally.defers * 2 > tally.cast else Outcome.LOST


# --- What turnout alone tells ----------------------------------------------------------------------------


def can_be_carried(papers: int, members: int, eligible: int, rule: OutcomeRule) -> bool:
    """Say whether a name could be carried if every paper that may bear it said aye; ``papers`` are those handed in."""
    ayes = min(papers, eligible)
    tally = Tally(members=members, turnout=papers, eligible=eligible, ayes=ayes)
    return has_quorum(papers, members, rule) and reaches(ayes, basis_of(tally, rule), rule)


def papers_wanting(papers: int, voters: int, members: int, eligible: int, rule: OutcomeRule) -> int | None:
    """Return how many more papers it takes before a name can be carried at all; None where all would not do.

    Looks at turnout alone and never at a vote.

    >>> papers_wanting(8, 11, 11, 11, OutcomeRule(90))
    2
    """
    more = range(max(voters - papers, 0) + 1)
    return next((n for n in more if can_be_carried(papers + n, members, eligible, rule)), None)


# --- The seal -------------------------------------------------------------------------------------------


def ballot_seal(
    *, previous: str, session: int, round: int, turnout: int, lines: Sequence[tuple[str, int, int, int]]
) -> str:
    """Return the SHA-256 of a ballot's counts, chained to the ballot before.

    ``lines`` are the reference, ayes, nays and defers of each name in the agenda's order.
    """
    content = {
        "previous": previous,
        "session": session,
        "round": round,
        "turnout": turnout,
        "lines": [list(line) for line in lines],
    }
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


# --- Seats ----------------------------------------------------------------------------------------------


class Result(StrEnum):
    SELECTED = "selected"
    RESERVE = "reserve"
    LOST = "lost"
    UNSEATED = "unseated"
    DEFERRED = "deferred"
    TIED = "tied"


@dataclass(frozen=True)
class Contender:
    """One nomination of a field after the ballots so far.

    ``votes`` holds the ayes of every valid round that it was in, the chair's word last (1 or 0, where the
    chair decided); ``outcome`` is that of its first valid round, None while it has none. ``mean`` is its
    mean score and ``number`` its place on the agenda: they order reserves whose votes are equal.
    """

    key: int
    outcome: Outcome | None
    votes: tuple[int, ...] = ()
    mean: Fraction | None = None
    number: int = 0


@dataclass(frozen=True)
class Place:
    """What a contender gets; ``rank`` counts those who were carried, equal votes sharing a rank."""

    result: Result
    rank: int | None = None
    reserve_number: int | None = None


def fill_seats(
    contenders: Iterable[Contender], *, seats: int, reserves: int, reserves_before: int = 0
) -> dict[int, Place]:
    """Give the field's free seats to the carried, the highest count first; return the place of each by its key.

    Those whose equal votes straddle the last seat are tied, and nobody below them is placed before a
    further round or the chair has parted them. The next ones are reserves, numbered after the
    ``reserves_before`` of earlier sessions, as far as ``reserves`` allows.
    Source: Circular 25/2025/TT-BKHCN: over quota, the highest count first.
    """
    contenders = list(contenders)
    places = {
        one.key: Place(Result.LOST if one.outcome == Outcome.LOST else Result.DEFERRED)
        for one in contenders
        if one.outcome != Outcome.CARRIED
    }
    carried = sorted((one for one in contenders if one.outcome == Outcome.CARRIED), key=by_votes)
    ranks = {one.key: 1 + sum(other.votes > one.votes for other in carried) for one in carried}
    tied = tied_for_last_seat(carried, seats)
    numbers = iter(range(reserves_before + 1, reserves_before + reserves + 1))
    for position, one in enumerate(carried):
        number = None
        if one in tied:
            result = Result.TIED
        elif position < seats:
            result = Result.SELECTED
        else:
            number = next(numbers, None)
            result = Result.UNSEATED if number is None else Result.RESERVE
        places[one.key] = Place(result, ranks[one.key], number)
    return places


def by_votes(one: Contender):
    """Order the carried: most ayes, then the higher mean score, then the agenda."""
    return (tuple(-count for count in one.votes), -(one.mean or 0), one.number)


def tied_for_last_seat(carried: Sequence[Contender], seats: int) -> list[Contender]:
    """Return those with equal votes of whom some would get a seat and some would not; ``carried`` is ordered."""
    if not 0 < seats < len(carried):
        return []
    last, first_out = carried[seats - 1], carried[seats]
    if last.votes != first_out.votes:
        return []
    return [one for one in carried if one.votes == last.votes]


# --- Scores ---------------------------------------------------------------------------------------------


def weighted_mean(points: Mapping[int, int | None], weights: Mapping[int, int]) -> Fraction | None:
    """Return one member's mean over the criteria on which the member did not abstain; None if on all.

    Criteria weigh equally where the campaign gives no weights.

    >>> weighted_mean({1: 5, 2: 2, 3: None}, {1: 3, 2: 2, 3: 1})
    Fraction(19, 5)
    """
    plain = not any(weights.values())
    given = {
        key: (1 if plain else weights.get(key, 0), value)
        for key, value in points.items()
        if value is not None
    }
    total = sum(weight for weight, _ in given.values())
    if not total:
        return None
    return Fraction(sum(weight * value for weight, value in given.values()), total)


def mean(values: Sequence[Fraction]) -> Fraction | None:
    return sum(values, Fraction()) / len(values) if values else None


def spread(values: Sequence[Fraction]) -> float:
    """Return the standard deviation of the members' means: 0 where they agree or only one has scored."""
    middle = mean(values)
    if middle is None:
        return 0.0
    return sqrt(sum((value - middle) ** 2 for value in values) / len(values))
