"""What a session's rows say, as plain values for the rules and the screens; queries flat in members and items."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

from ..campaigns.models import Quota
from ..stages import Stage
from .models import AgendaItem, Ballot, BallotLine, CastingDecision, CouncilSession, RollEntry, Score
from .rules import (
    Basis,
    Comparison,
    Contender,
    Outcome,
    OutcomeRule,
    Place,
    Result,
    Tally,
    fill_seats,
    line_outcome,
    mean,
    weighted_mean,
)


def rule_of(numbers) -> OutcomeRule:
    """Read the rule from a campaign, a preset or a ballot: whatever has the columns of ``OutcomeNumbers``."""
    return OutcomeRule(
        threshold=numbers.threshold,
        comparison=Comparison(numbers.comparison),
        basis=Basis(numbers.basis),
        recused_count=numbers.recused_count,
        quorum_numerator=numbers.quorum_numerator,
        quorum_denominator=numbers.quorum_denominator,
    )


def turnout_of(ballot: Ballot) -> int:
    return ballot.roll.filter(has_voted=True).count()


def tally_of(line: BallotLine, ballot: Ballot, turnout: int) -> Tally:
    """Read the counts of a line of a closed ballot."""
    return Tally(
        members=ballot.members,
        turnout=turnout,
        eligible=line.eligible,
        ayes=line.ayes,
        nays=line.nays,
        defers=line.defers,
    )


@dataclass
class Row:
    """One nomination in the results: its latest valid line, and the place that it gets."""

    item: AgendaItem
    lines: list[BallotLine] = field(default_factory=list)
    outcome: Outcome | None = None
    votes: tuple[int, ...] = ()
    mean: Fraction | None = None
    withdrawn: bool = False
    place: Place | None = None

    @property
    def line(self) -> BallotLine | None:
        """The line that decided: of the first valid round."""
        return self.lines[0] if self.lines else None


@dataclass
class FieldResult:
    """The results of one field: all its seats, those still free for this session, and its rows by rank."""

    field: object
    seats: int
    free: int
    reserves: int
    rows: list[Row]

    @property
    def tied(self) -> list[Row]:
        return [row for row in self.rows if row.place and row.place.result == AgendaItem.Result.TIED]

    @property
    def undecided(self) -> list[Row]:
        """Rows that no valid ballot has dealt with."""
        return [row for row in self.rows if row.outcome is None and not row.withdrawn]

    @property
    def selected(self) -> list[Row]:
        return [row for row in self.rows if row.place and row.place.result == AgendaItem.Result.SELECTED]


def results_of(session: CouncilSession) -> list[FieldResult]:
    """Work out who gets what after the ballots closed so far, field by field in the vocabulary's order."""
    rows = rows_of(session)
    add_ballots(session, rows)
    for key, value in mean_scores(session).items():
        rows[key].mean = value
    chosen = CastingDecision.objects.filter(session=session).order_by("pk")
    for item in chosen.values_list("item_id", flat=True):
        mark_chairs_choice(rows, item)
    by_field = defaultdict(list)
    for row in rows.values():
        by_field[row.item.nomination.field].append(row)
    quotas = {quota.field_id: quota for quota in session.campaign.quotas.all()}
    taken, waiting = seats_taken(session), reserves_taken(session)
    return [
        field_result(its, found, quotas.get(its.pk), taken[its.pk], waiting[its.pk])
        for its, found in sorted(by_field.items(), key=lambda pair: (pair[0].sort_order, pair[0].pk))
    ]


def rows_of(session: CouncilSession) -> dict[int, Row]:
    items = session.agenda.select_related(
        "nomination__candidate", "nomination__unit", "nomination__field"
    ).order_by("number")
    return {item.pk: Row(item, withdrawn=item.nomination.stage == Stage.WITHDRAWN) for item in items}


def add_ballots(session: CouncilSession, rows: dict[int, Row]) -> None:
    """Put the valid rounds into the rows, the first deciding and later ones only ordering the tied."""
    lines = BallotLine.objects.filter(
        ballot__session=session, ballot__closed_at__isnull=False, ballot__is_void=False
    )
    turnouts = turnouts_of(session)
    for line in lines.select_related("ballot").order_by("ballot__round"):
        row = rows[line.item_id]
        if row.outcome is None:
            row.outcome = line_outcome(
                tally_of(line, line.ballot, turnouts[line.ballot_id]), rule_of(line.ballot)
            )
        row.lines.append(line)
        row.votes = (*row.votes, line.ayes)


def turnouts_of(session: CouncilSession) -> Counter:
    """Count, by ballot, the members whose paper is in the urn."""
    voted = RollEntry.objects.filter(ballot__session=session, has_voted=True)
    return Counter(voted.values_list("ballot_id", flat=True))


def mark_chairs_choice(rows: dict[int, Row], chosen: int) -> None:
    """Let the chair's word part those whose votes are equal to the chosen one's."""
    votes, its = rows[chosen].votes, rows[chosen].item.nomination.field_id
    for key, row in rows.items():
        if row.votes == votes and row.item.nomination.field_id == its:
            row.votes = (*votes, int(key == chosen))


def field_result(its, rows: list[Row], quota: Quota | None, taken: int, waiting: int) -> FieldResult:
    seats, reserves = (quota.seats, quota.reserves) if quota else (0, 0)
    free = max(seats - taken, 0)
    contenders = [
        Contender(row.item.pk, row.outcome, row.votes, row.mean, row.item.number)
        for row in rows
        if not row.withdrawn
    ]
    places = fill_seats(contenders, seats=free, reserves=max(reserves - waiting, 0), reserves_before=waiting)
    for row in rows:
        row.place = stored_place(row.item) if row.item.result else places.get(row.item.pk)
    rows.sort(key=by_rank)
    return FieldResult(its, seats, free, reserves, rows)


def stored_place(item: AgendaItem) -> Place | None:
    """The place that a concluded session gave; None to a nomination that was withdrawn meanwhile."""
    if item.result == AgendaItem.Result.WITHDRAWN:
        return None
    return Place(Result(item.result), item.rank, item.reserve_number)


def by_rank(row: Row):
    """Order rows for reading: the carried by rank, then the others by the agenda."""
    rank = row.place.rank if row.place else None
    return (rank is None, rank or 0, row.item.number)


def seats_taken(session: CouncilSession) -> dict[int, int]:
    """Count, by field, the campaign's seats that are given or promised by earlier sessions."""
    found = session.campaign.nominations.filter(stage__in=[Stage.ACCEPTED, Stage.APPROVED])
    found = found.exclude(pk__in=session.agenda.values("nomination"))
    if session.status == CouncilSession.Status.CONCLUDED:
        later = AgendaItem.objects.filter(session__campaign=session.campaign_id, session__pk__gt=session.pk)
        found = found.exclude(pk__in=later.values("nomination"))
    counts = defaultdict(int)
    for its in found.values_list("field_id", flat=True):
        counts[its] += 1
    return counts


def reserves_taken(session: CouncilSession) -> dict[int, int]:
    """Return, by field, the highest reserve number that earlier sessions gave out."""
    found = AgendaItem.objects.filter(session__campaign=session.campaign_id, reserve_number__isnull=False)
    highest = defaultdict(int)
    for its, number in found.values_list("nomination__field_id", "reserve_number"):
        highest[its] = max(highest[its], number)
    return highest


# --- Scores ---------------------------------------------------------------------------------------------


def weights_of(session: CouncilSession) -> dict[int, int]:
    return dict(session.campaign.criteria.values_list("pk", "weight"))


def scores_of(session: CouncilSession) -> dict[int, dict[int, dict[int, int | None]]]:
    """Return all points by item, member and criterion; for the secretary's board, never for a member."""
    found: dict[int, dict[int, dict[int, int | None]]] = defaultdict(lambda: defaultdict(dict))
    rows = Score.objects.filter(item__session=session)
    for item, member, criterion, points in rows.values_list("item_id", "member_id", "criterion_id", "points"):
        found[item][member][criterion] = points
    return found


def member_means(session: CouncilSession) -> dict[int, dict[int, Fraction]]:
    """Return each member's weighted mean by item; members who abstained on everything are left out."""
    weights = weights_of(session)
    means = {
        item: {member: weighted_mean(points, weights) for member, points in members.items()}
        for item, members in scores_of(session).items()
    }
    return {
        item: {member: value for member, value in members.items() if value is not None}
        for item, members in means.items()
    }


def mean_scores(session: CouncilSession) -> dict[int, Fraction]:
    """Return the mean of the members' means by item, for the items that anybody has scored."""
    return {item: mean(list(members.values())) for item, members in member_means(session).items() if members}
