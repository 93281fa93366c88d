"""The result of a session as its page shows it: rank, counts, place and cut line, field by field."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..campaigns.outcome import OutcomeNumbers
from .models import AgendaItem, Ballot, BallotLine, Choice, CouncilMember, CouncilSession, OpenVote, RollEntry
from .reading import FieldResult, Row, results_of, rule_of, tally_of
from .rules import Outcome, ayes_needed, basis_of

Result = AgendaItem.Result

#: How a result looks: the class of its tag.
LOOKS = {Result.SELECTED: "ok", Result.RESERVE: "info", Result.TIED: "warn"}


@dataclass
class Standing:
    """One name in the results. ``later`` holds the ayes of the rounds that parted a tie."""

    row: Row
    rank: str = ""
    of: int = 0
    recused: int = 0
    tag: str = ""
    look: str = ""
    ends_seats: bool = False
    later: list[tuple[int, int]] = field(default_factory=list)

    @property
    def item(self) -> AgendaItem:
        return self.row.item

    @property
    def line(self) -> BallotLine | None:
        return self.row.line


@dataclass
class FieldStanding:
    """One field: its seats, what became of them, and its names in the order of the result."""

    result: FieldResult
    names: list[Standing]
    tag: str = ""
    look: str = ""

    @property
    def field(self):
        return self.result.field

    @property
    def selected(self) -> int:
        return len(self.result.selected)

    @property
    def free(self) -> int:
        """The seats that this session can fill; once it is concluded, its own are no longer counted as given."""
        return self.result.free

    @property
    def at_stake(self) -> int:
        """The seats for which the tied stand."""
        return self.free - self.selected


@dataclass
class Standings:
    """All results of a session, and the numbers above them."""

    fields: list[FieldStanding]
    ballots: list[Ballot]

    @property
    def names(self) -> list[Standing]:
        return [name for one in self.fields for name in one.names]

    def with_result(self, *results: str) -> list[Standing]:
        return [name for name in self.names if name.row.place and name.row.place.result in results]

    @property
    def selected(self) -> list[Standing]:
        return self.with_result(Result.SELECTED)

    @property
    def reserves(self) -> list[Standing]:
        return self.with_result(Result.RESERVE)

    @property
    def tied(self) -> list[Standing]:
        return self.with_result(Result.TIED)

    @property
    def ended(self) -> list[Standing]:
        return self.with_result(Result.LOST, Result.UNSEATED)

    @property
    def deferred(self) -> list[Standing]:
        return self.with_result(Result.DEFERRED)

    @property
    def undecided(self) -> list[Standing]:
        return [name for name in self.names if name.row.outcome is None and not name.row.withdrawn]

    @property
    def tied_fields(self) -> list[FieldStanding]:
        return [one for one in self.fields if one.result.tied]

    @property
    def free(self) -> int:
        return sum(one.free for one in self.fields)

    @property
    def has_counts(self) -> bool:
        return any(not ballot.is_void for ballot in self.ballots)

    @property
    def last(self) -> Ballot | None:
        return self.ballots[-1] if self.ballots else None


def standings_of(session: CouncilSession) -> Standings:
    """Work out the page of results after the ballots closed so far; a constant number of queries."""
    ballots = closed_ballots(session)
    turnouts = {ballot.pk: ballot.turnout for ballot in ballots}
    by_key = {ballot.pk: ballot for ballot in ballots}
    fields = [field_standing(result, by_key, turnouts, session.campaign) for result in results_of(session)]
    return Standings(fields, ballots)


def chairs_tie(session: CouncilSession) -> FieldStanding | None:
    """The first field whose last seat is tied, where the rule leaves that to the chair; else None."""
    by_chair = session.campaign.tie_rule == session.campaign.TieRule.CHAIR
    if not by_chair or session.status != CouncilSession.Status.OPEN:
        return None
    if not session.ballots.filter(closed_at__isnull=False).exists():
        return None
    return next(iter(standings_of(session).tied_fields), None)


def closed_ballots(session: CouncilSession) -> list[Ballot]:
    """The closed rounds in order, each with its ``turnout``, its ``voters`` and the papers by their way."""
    ballots = list(session.ballots.filter(closed_at__isnull=False).order_by("round"))
    roll = list(RollEntry.objects.filter(ballot__in=ballots).values_list("ballot_id", "way", "has_voted"))
    for ballot in ballots:
        its = [(way, voted) for key, way, voted in roll if key == ballot.pk]
        ballot.voters = len(its)
        ballot.turnout = sum(voted for _way, voted in its)
        ballot.written = sum(voted and way == RollEntry.Way.WRITTEN for way, voted in its)
        ballot.by_proxy = sum(voted and way == RollEntry.Way.PROXY for way, voted in its)
    return ballots


def field_standing(result: FieldResult, ballots, turnouts, numbers: OutcomeNumbers) -> FieldStanding:
    rows = sorted(result.rows, key=by_place)
    names = [standing(row, rows, ballots, turnouts, numbers) for row in rows]
    mark_cut(names, result)
    tag, look = seats_tag(result, numbers)
    return FieldStanding(result, names, tag, look)


def by_place(row: Row):
    """Order for reading: the carried by rank, then the others by their ayes, those without a vote last."""
    rank = row.place.rank if row.place and row.place.rank else None
    ayes = row.line.ayes if row.line else -1
    return (rank is None, rank or 0, -ayes, row.item.number)


def standing(row: Row, rows: list[Row], ballots, turnouts, numbers) -> Standing:
    tag, look = tag_of(row, ballots, turnouts, numbers)
    found = Standing(row, rank=rank_of(row, rows), tag=tag, look=look)
    if row.line:
        ballot = ballots[row.line.ballot_id]
        tally = tally_of(row.line, ballot, turnouts[ballot.pk])
        found.of = basis_of(tally, rule_of(ballot))
        found.recused = ballot.voters - row.line.eligible
        found.later = [(ballots[line.ballot_id].round, line.ayes) for line in row.lines[1:]]
    return found


def rank_of(row: Row, rows: list[Row]) -> str:
    """The rank among all names voted on, with “=” where it is shared."""
    if row.line is None:
        return ""
    key = rank_key(row)
    voted_on = [rank_key(other) for other in rows if other.line is not None]
    rank = 1 + sum(other < key for other in voted_on)
    return f"{rank}=" if voted_on.count(key) > 1 else str(rank)


def rank_key(row: Row):
    rank = row.place.rank if row.place else None
    return (rank is None, rank or 0, -row.line.ayes)


def tag_of(row: Row, ballots, turnouts, numbers: OutcomeNumbers) -> tuple[str, str]:
    """What became of a name, in two or three words, and how the tag looks."""
    if row.withdrawn or row.item.result == Result.WITHDRAWN:
        return _("Withdrawn"), ""
    result = row.place.result if row.place else Result.DEFERRED
    if result == Result.RESERVE:
        return _("Reserve %(number)d") % {"number": row.place.reserve_number}, "info"
    if result == Result.TIED:
        by_chair = numbers.tie_rule == OutcomeNumbers.TieRule.CHAIR
        return (_("Tied, the chair decides") if by_chair else _("Tied, a further round")), "warn"
    if result == Result.LOST:
        return lost_words(row, ballots, turnouts), ""
    if result == Result.DEFERRED:
        return (_("Deferred") if row.outcome == Outcome.DEFERRED else _("Not voted on")), ""
    return str(Result(result).label), LOOKS.get(result, "")


def lost_words(row: Row, ballots, turnouts) -> str:
    if row.line is None:
        return str(Result.LOST.label)
    ballot = ballots[row.line.ballot_id]
    rule = rule_of(ballot)
    needed = ayes_needed(basis_of(tally_of(row.line, ballot, turnouts[ballot.pk]), rule), rule)
    return ngettext("Fewer than %(number)d aye", "Fewer than %(number)d ayes", needed) % {"number": needed}


def mark_cut(names: list[Standing], result: FieldResult) -> None:
    """Draw the line after the last name that has a seat, where others come after it and no seat is left."""
    seated = [name for name in names if name.row.place and name.row.place.result == Result.SELECTED]
    if seated and len(seated) < len(names) and not result.tied and len(seated) >= result.free:
        seated[-1].ends_seats = True


def seats_tag(result: FieldResult, numbers: OutcomeNumbers) -> tuple[str, str]:
    """What became of the field's seats, and how the tag looks."""
    left = result.free - len(result.selected)
    if not result.seats:
        return _("No seats in this field"), "warn"
    if not result.free:
        return _("All seats given by earlier sessions"), "warn"
    if result.tied:
        by_chair = numbers.tie_rule == OutcomeNumbers.TieRule.CHAIR
        many = ngettext("%(number)d seat awaits the chair", "%(number)d seats await the chair", left)
        round_ = ngettext("%(number)d seat awaits a round", "%(number)d seats await a round", left)
        return (many if by_chair else round_) % {"number": left}, "warn"
    if left <= 0:
        return _("Full"), "ok"
    return ngettext("%(number)d seat empty", "%(number)d seats empty", left) % {"number": left}, ""


# --- By show of hands -----------------------------------------------------------------------------------


@dataclass
class Hands:
    """Who chose what in a ballot by show of hands: one row of choices per member, in the order of ``lines``."""

    ballot: Ballot
    lines: list[BallotLine]
    members: list[tuple[CouncilMember, list[str]]]


def shows_of_hands(ballots: list[Ballot]) -> list[Hands]:
    """The open votes of closed rounds that were held by show of hands; three queries."""
    held = [ballot for ballot in ballots if not ballot.is_secret]
    if not held:
        return []
    lines = list(
        BallotLine.objects.filter(ballot__in=held).select_related("item__nomination__candidate")
        .order_by("item__number")
    )  # fmt: skip
    roll = list(
        RollEntry.objects.filter(ballot__in=held, has_voted=True).select_related("member__user")
        .order_by("member__sort_order", "member_id")
    )  # fmt: skip
    chosen = {
        (entry, line): Choice(choice).label
        for entry, line, choice in OpenVote.objects.filter(roll_entry__in=roll).values_list(
            "roll_entry_id", "line_id", "choice"
        )
    }
    return [hands_of(ballot, lines, roll, chosen) for ballot in held]


def hands_of(ballot: Ballot, lines, roll, chosen) -> Hands:
    its_lines = [line for line in lines if line.ballot_id == ballot.pk]
    members = [
        (entry.member, [chosen.get((entry.pk, line.pk), "–") for line in its_lines])
        for entry in roll
        if entry.ballot_id == ballot.pk
    ]
    return Hands(ballot, its_lines, members)


# --- One nomination -------------------------------------------------------------------------------------


@dataclass
class Appearance:
    """One session in which a nomination stood: its closed rounds, each with what its ayes are counted of."""

    item: AgendaItem
    rounds: list[tuple[BallotLine, int]]


def appearances_of(nomination) -> list[Appearance]:
    """The sessions in which the council has voted on a nomination or dealt with it; two queries."""
    lines = BallotLine.objects.filter(item__nomination=nomination, ballot__closed_at__isnull=False)
    by_item: dict[int, list] = {}
    for line in lines.select_related("ballot").order_by("ballot__round"):
        basis = basis_of(tally_of(line, line.ballot, 0), rule_of(line.ballot))
        by_item.setdefault(line.item_id, []).append((line, basis))
    items = nomination.agenda_items.select_related("session").order_by("session__held_at", "pk")
    return [Appearance(item, by_item.get(item.pk, [])) for item in items if item.result or item.pk in by_item]
