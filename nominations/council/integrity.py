"""Do the council's rolls, votes, counts, seals and results agree with one another?

Reads all rows at a constant number of queries and changes nothing; what it yields names no voter.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from ..campaigns.models import Quota
from ..dossiers.models import NominationPage
from ..stages import Stage
from .models import AgendaItem, Ballot, BallotLine, Choice, CouncilSession, OpenVote, RollEntry, Vote
from .reading import rule_of, tally_of
from .rules import Outcome, ballot_seal, has_quorum, line_outcome

Result = AgendaItem.Result
#: Results that only a carried line gives.
OF_THE_CARRIED = (Result.SELECTED, Result.RESERVE, Result.UNSEATED)


def ballot_problems() -> Iterator[str]:
    """Yield a line for every contradiction within the ballots and between them and the results."""
    records = BallotRecords()
    for ballot in records.ballots:
        yield from (f"{named(ballot)}: {breach}" for breach in breaches_of(ballot, records))
    yield from chain_problems(records.ballots)
    yield from result_problems(records)
    yield from quota_problems()


def named(ballot: Ballot) -> str:
    return f"session {ballot.session_id}, round {ballot.round}"


class BallotRecords:
    """Everything that was written in ballots; each kind read with one query."""

    def __init__(self):
        self.ballots = list(Ballot.objects.order_by("pk"))
        self.lines: dict[int, list[BallotLine]] = defaultdict(list)
        lines = BallotLine.objects.select_related("item__nomination", "ballot").order_by(
            "ballot", "item__number"
        )
        for line in lines:
            self.lines[line.ballot_id].append(line)
        self.roll: dict[int, list[dict]] = defaultdict(list)
        for row in RollEntry.objects.values(
            "pk", "ballot_id", "has_voted", "member_id", "member__session_id"
        ):
            self.roll[row["ballot_id"]].append(row)
        self.votes = counted(Vote.objects.values_list("line_id", "choice"))
        self.open_votes = counted(OpenVote.objects.values_list("line_id", "choice"))
        self.silent = set(
            OpenVote.objects.filter(roll_entry__has_voted=False).values_list("line__ballot_id", flat=True)
        )

    def turnout(self, ballot: Ballot) -> int:
        return sum(row["has_voted"] for row in self.roll[ballot.pk])

    def votes_on(self, line: BallotLine) -> Counter:
        return (self.votes if line.ballot.is_secret else self.open_votes)[line.pk]


def counted(rows) -> dict[int, Counter]:
    found: dict[int, Counter] = defaultdict(Counter)
    for line, choice in rows:
        found[line][choice] += 1
    return found


# --- One ballot -----------------------------------------------------------------------------------------


def breaches_of(ballot: Ballot, records: BallotRecords) -> Iterator[str]:
    yield from roll_breaches(ballot, records)
    for line in records.lines[ballot.pk]:
        name = line.item.nomination.title
        yield from (f"{name}: {breach}" for breach in line_breaches(ballot, line, records))
    if not ballot.is_open:
        yield from seal_breaches(ballot, records)


def roll_breaches(ballot: Ballot, records: BallotRecords) -> Iterator[str]:
    roll = records.roll[ballot.pk]
    if strangers := sum(row["member__session_id"] != ballot.session_id for row in roll):
        yield f"{strangers} on the roll are no members of the session"
    if len(roll) > ballot.members:
        yield f"{len(roll)} on the roll of a council of {ballot.members}"
    if ballot.pk in records.silent:
        yield "an open vote stands under a member who has not voted"
    if not records.lines[ballot.pk]:
        yield "nothing to vote on"


def line_breaches(ballot: Ballot, line: BallotLine, records: BallotRecords) -> Iterator[str]:
    votes, turnout = records.votes_on(line), records.turnout(ballot)
    cast = sum(number for choice, number in votes.items() if choice)
    if ballot.is_secret and sum(votes.values()) != line.eligible:
        yield f"{sum(votes.values())} votes for {line.eligible} who may vote"
    if cast > min(turnout, line.eligible):
        yield f"{cast} votes cast by {min(turnout, line.eligible)} voters"
    if line.eligible > len(records.roll[ballot.pk]):
        yield f"{line.eligible} may vote, and {len(records.roll[ballot.pk])} are on the roll"
    if ballot.is_open:
        if (line.ayes, line.nays, line.defers, line.carried) != (None, None, None, None):
            yield "counted before the ballot was closed"
        return
    counts = (line.ayes, line.nays, line.defers)
    found = (votes[Choice.AYE], votes[Choice.NAY], votes[Choice.DEFER])
    if counts != found:
        yield f"counted {counts}, and the votes say {found}"
    elif line.carried != (line_outcome(tally_of(line, ballot, turnout), rule_of(ballot)) == Outcome.CARRIED):
        yield "carried or not, against the rule"


def seal_breaches(ballot: Ballot, records: BallotRecords) -> Iterator[str]:
    turnout, lines = records.turnout(ballot), records.lines[ballot.pk]
    if ballot.is_void == has_quorum(turnout, ballot.members, rule_of(ballot)):
        yield f"void or not, against a turnout of {turnout} of {ballot.members}"
    expected = ballot_seal(
        previous=ballot.previous_sha256,
        session=ballot.session_id,
        round=ballot.round,
        turnout=turnout,
        lines=[(line.item.nomination.title, line.ayes, line.nays, line.defers) for line in lines],
    )
    if ballot.sha256 != expected:
        yield "the seal does not fit the counts"


# --- All ballots ----------------------------------------------------------------------------------------


def chain_problems(ballots: list[Ballot]) -> Iterator[str]:
    """Follow the seals from the first closed ballot; whatever is not met on the way stands outside the chain."""
    after = {ballot.previous_sha256: ballot for ballot in ballots if not ballot.is_open}
    seal, met = "", set()
    while seal in after and after[seal].pk not in met:
        met.add(after[seal].pk)
        seal = after[seal].sha256
    for ballot in ballots:
        if not ballot.is_open and ballot.pk not in met:
            yield f"{named(ballot)}: stands outside the chain of seals"


def result_problems(records: BallotRecords) -> Iterator[str]:
    """Compare what each session gave with its status and with the first valid round of each name."""
    decided: dict[int, BallotLine] = {}
    for ballot in sorted(records.ballots, key=lambda one: one.round):
        if not ballot.is_open and not ballot.is_void:
            for line in records.lines[ballot.pk]:
                decided.setdefault(line.item_id, line)
    items = AgendaItem.objects.select_related("session", "nomination").order_by("pk")
    for item in items:
        for breach in result_breaches(item, decided.get(item.pk)):
            yield f"session {item.session_id}, {item.nomination.title}: {breach}"


def result_breaches(item: AgendaItem, line: BallotLine | None) -> Iterator[str]:
    concluded = item.session.status == CouncilSession.Status.CONCLUDED
    if concluded != bool(item.result):
        yield "a session is concluded when every name has its result, and only then"
    if item.result == Result.TIED:
        yield "a tie was left when the session was concluded"
    if item.result in OF_THE_CARRIED and (line is None or not line.carried):
        yield f"{item.result} without enough votes in a valid ballot"
    if item.result == Result.LOST and (line is None or line.carried):
        yield "lost, and no valid ballot says so"


def quota_problems() -> Iterator[str]:
    """Count who is selected or recognised against the seats of each field."""
    seats = {
        (campaign, its): number
        for campaign, its, number in Quota.objects.values_list("campaign_id", "field_id", "seats")
    }
    standing = NominationPage.objects.filter(stage__in=[Stage.ACCEPTED, Stage.APPROVED])
    for key, number in sorted(Counter(standing.values_list("campaign_id", "field_id")).items()):
        if number > seats.get(key, 0):
            yield f"campaign {key[0]}, field {key[1]}: {number} selected for {seats.get(key, 0)} seats"
