"""What the secretary's boards show: how far scoring and voting have come, and never who gave what."""

from dataclasses import dataclass, field
from fractions import Fraction

from exemplars.vocabulary.names import sort_key

from .actions.ballots import WAYS
from .models import AgendaItem, Ballot, BallotLine, CouncilMember, CouncilSession, Recusal, RollEntry
from .reading import rule_of, scores_of, weights_of
from .rules import mean, papers_wanting, quorum_needed, spread, weighted_mean

#: Below so many scores a mean would tell what a single member gave.
FEWEST_SHOWN = 3


def by_name(member: CouncilMember) -> str:
    """Order members by name: any other order could tell who came when."""
    return sort_key(str(member))


# --- Scores ---------------------------------------------------------------------------------------------


@dataclass
class ScoreRow:
    """How the council scores one nomination, summed up.

    ``mean`` and ``spread`` are None where too few have scored, or where the reader sits on the council
    and has not scored yet (``waits_for_own``).
    """

    item: AgendaItem
    scored: int
    expected: int
    abstentions: int
    recused: list[CouncilMember]
    missing: list[CouncilMember]
    mean: Fraction | None = None
    spread: float | None = None
    waits_for_own: bool = False

    @property
    def mean_shown(self) -> float | None:
        return None if self.mean is None else float(self.mean)


#: By which a reader can sort the board; what has no value comes last.
ORDERS = {
    "number": lambda row: (False, row.item.number),
    "mean": lambda row: (row.mean is None, -(row.mean or 0), row.item.number),
    "spread": lambda row: (row.spread is None, -(row.spread or 0), row.item.number),
    "missing": lambda row: (False, -len(row.missing), row.item.number),
}


def score_board(session: CouncilSession, user, order: str = "number") -> list[ScoreRow]:
    """Sum up the scores of a session, item by item; a constant number of queries."""
    members = sorted(session.members.select_related("user"), key=by_name)
    recused = recused_members(session)
    weights, scores = weights_of(session), scores_of(session)
    own = {member.pk for member in members if user.pk in (member.user_id, member.proxy_user_id)}
    items = session.agenda.select_related(
        "nomination__candidate", "nomination__unit", "nomination__field"
    ).order_by("number")
    rows = [
        score_row(item, members, recused.get(item.pk, set()), scores[item.pk], weights, own) for item in items
    ]
    return sorted(rows, key=ORDERS.get(order, ORDERS["number"]))


def score_row(item, members, recused: set[int], scores, weights, own: set[int]) -> ScoreRow:
    expected = [member for member in members if member.pk not in recused]
    done = {key for key, points in scores.items() if len(points) >= len(weights) and key not in recused}
    means = [weighted_mean(points, weights) for key, points in scores.items() if key in done]
    given = [value for value in means if value is not None]
    row = ScoreRow(
        item=item,
        scored=len(done),
        expected=len(expected),
        abstentions=sum(value is None for key in done for value in scores[key].values()),
        recused=[member for member in members if member.pk in recused],
        missing=[member for member in expected if member.pk not in done],
        waits_for_own=bool(own & {member.pk for member in expected} - done),
    )
    enough = len(given) >= FEWEST_SHOWN or (given and not row.missing)
    if enough and not row.waits_for_own:
        row.mean, row.spread = mean(given), spread(given)
    return row


def recused_members(session: CouncilSession) -> dict[int, set[int]]:
    """Return the members in recusal by item."""
    found: dict[int, set[int]] = {}
    rows = Recusal.objects.in_force().filter(item__session=session)
    for item, member in rows.values_list("item_id", "member_id"):
        found.setdefault(item, set()).add(member)
    return found


# --- The ballot -----------------------------------------------------------------------------------------


@dataclass
class Waiting:
    """A member whose paper is not in the urn, and who puts it there."""

    member: CouncilMember
    entry: RollEntry

    @property
    def votes_alone(self) -> bool:
        """Whether an account votes, which can be reminded."""
        return self.entry.way == RollEntry.Way.IN_PERSON or self.has_proxy_account

    @property
    def has_proxy_account(self) -> bool:
        return self.entry.way == RollEntry.Way.PROXY and self.member.proxy_user_id is not None

    @property
    def is_on_paper(self) -> bool:
        """Whether the secretary may enter a paper for this member."""
        return self.entry.way != RollEntry.Way.IN_PERSON


@dataclass
class VotingBoard:
    """An open ballot by turnout alone."""

    ballot: Ballot
    voters: int
    turnout: int
    quorum: int
    waiting: list[Waiting]
    lines: list[BallotLine]
    attendance: dict[str, int]
    recusals: list[Recusal]
    #: How many more papers before any name can be carried; None where all of them would not do.
    wanting: int | None = 0
    #: Names that nobody's vote can carry, because too few may vote on them.
    hopeless: list[BallotLine] = field(default_factory=list)

    @property
    def has_quorum(self) -> bool:
        return self.turnout >= self.quorum

    @property
    def can_reach_quorum(self) -> bool:
        return self.voters >= self.quorum

    @property
    def to_remind(self) -> int:
        return sum(one.votes_alone for one in self.waiting)

    @property
    def is_complete(self) -> bool:
        return not self.waiting


def voting_board(ballot: Ballot) -> VotingBoard:
    """Gather the board of an open ballot; four queries however many members and names."""
    roll = list(ballot.roll.select_related("member__user", "member__proxy_user"))
    waiting = [Waiting(entry.member, entry) for entry in roll if not entry.has_voted]
    lines = list(ballot.lines.select_related("item__nomination__candidate").order_by("item__number"))
    rule, turnout = rule_of(ballot), sum(entry.has_voted for entry in roll)
    wanting = [papers_wanting(turnout, len(roll), ballot.members, line.eligible, rule) for line in lines]
    possible = [number for number in wanting if number is not None]
    return VotingBoard(
        ballot=ballot,
        voters=len(roll),
        turnout=turnout,
        quorum=quorum_needed(ballot.members, rule),
        waiting=sorted(waiting, key=lambda one: by_name(one.member)),
        lines=lines,
        attendance=attendance_of(ballot.session),
        recusals=recusals_on(lines),
        wanting=min(possible) if possible else None,
        hopeless=[line for line, number in zip(lines, wanting, strict=True) if number is None],
    )


def hopeless_items(session: CouncilSession, items: list[AgendaItem]) -> list[AgendaItem]:
    """Which of the names, if they were voted on now, nobody's vote could carry; by attendance and recusals."""
    rule, members = rule_of(session.campaign), session.members.count()
    recused = recused_members(session)
    everyone = {item.pk for item in items}
    taking_part = session.members.filter(attendance__in=WAYS).values_list("pk", flat=True)
    voters = [key for key in taking_part if any(key not in recused.get(item, ()) for item in everyone)]

    def may_vote_on(item: AgendaItem) -> int:
        return sum(key not in recused.get(item.pk, ()) for key in voters)

    return [
        item for item in items if papers_wanting(0, len(voters), members, may_vote_on(item), rule) is None
    ]


def attendance_of(session: CouncilSession) -> dict[str, int]:
    """Count the members by how they take part."""
    ways = list(session.members.values_list("attendance", flat=True))
    return {way: ways.count(way) for way in CouncilMember.Attendance.values}


def recusals_on(lines: list[BallotLine]) -> list[Recusal]:
    found = Recusal.objects.in_force().filter(item__in=[line.item_id for line in lines])
    found = found.select_related("member__user", "item__nomination__candidate")
    return sorted(found, key=lambda one: (by_name(one.member), one.item.number))
