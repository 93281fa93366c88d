"""Where a person sits: the open sessions, the ballots and the papers of one member or proxy."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .actions.ballots import roll_entry_of
from .models import AgendaItem, Ballot, BallotLine, CouncilMember, CouncilSession, Recusal, RollEntry, Score
from .parts import links_of
from .reading import seats_taken
from .standings import FieldStanding, chairs_tie

Status = CouncilSession.Status
Ground = Recusal.Ground

#: Why a nomination is not a member's, in words for that member.
REASONS = {
    Ground.OWN_UNIT: _("same unit"),
    Ground.SELF: _("the same name as the candidate"),
    Ground.RELATIVE: _("the name of a relative you declared"),
    Ground.EARLIER_STEP: _("part in an earlier step of the review"),
    Ground.DECLARED: _("a conflict of interest that was declared"),
}


def places_of(user, *, statuses=(Status.OPEN,)):
    """The person's places in sessions that are open to members, as a member or as a member's proxy."""
    own = Q(user=user) | Q(proxy_user=user, attendance=CouncilMember.Attendance.PROXY)
    return (
        CouncilMember.objects.filter(own, session__status__in=statuses)
        .select_related("session__campaign", "user", "proxy_user")
        .order_by("session__held_at", "session_id")
    )


@dataclass
class DossierCard:
    """One nomination of the agenda as a member meets it; ``recusal`` says why it is not theirs."""

    item: AgendaItem
    recusal: Recusal | None = None
    scored: bool = False
    lines: list[BallotLine] = field(default_factory=list)

    @property
    def reason(self):
        return REASONS[self.recusal.ground]

    @property
    def to_score(self) -> bool:
        """Whether the member may still score it and has not."""
        return not (self.recusal or self.scored or self.lines)

    @property
    def counted(self) -> list[BallotLine]:
        """Its lines of ballots that are closed, the first round first."""
        return [line for line in self.lines if not line.ballot.is_open]


def cards_of(place: CouncilMember) -> list[DossierCard]:
    """Set out the agenda for one member; five queries however many nominations."""
    session = place.session
    criteria = session.campaign.criteria.count()
    recusals = {one.item_id: one for one in Recusal.objects.in_force().filter(member=place)}
    scores = Counter(Score.objects.filter(member=place).values_list("item_id", flat=True))
    lines = defaultdict(list)
    for line in BallotLine.objects.filter(ballot__session=session).select_related("ballot"):
        lines[line.item_id].append(line)
    items = session.agenda.select_related("nomination__candidate", "nomination__unit", "nomination__field")
    return [
        DossierCard(
            item=item,
            recusal=recusals.get(item.pk),
            scored=bool(criteria) and scores[item.pk] >= criteria,
            lines=lines[item.pk],
        )
        for item in items
    ]


@dataclass
class Seat:
    """What one session asks of one person; ``entry`` is None for whoever is not on the open ballot's roll."""

    place: CouncilMember
    cards: list[DossierCard]
    scores: bool = False
    ballot: Ballot | None = None
    entry: RollEntry | None = None
    turnout: int = 0
    roll: int = 0
    is_proxy: bool = False
    #: A last seat that this person gives as the chair, because several are tied for it.
    tie: FieldStanding | None = None
    links: list = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.place.session.status == Status.OPEN

    @property
    def own_cards(self) -> list[DossierCard]:
        return [card for card in self.cards if not card.recusal]

    @property
    def recused(self) -> int:
        return len(self.cards) - len(self.own_cards)

    @property
    def scored(self) -> int:
        return sum(card.scored for card in self.own_cards)

    @cached_property
    def left(self) -> list[DossierCard]:
        """What the member may still score; nothing for a proxy, who votes and does not score."""
        if self.is_proxy or not self.scores or not self.is_open:
            return []
        return [card for card in self.own_cards if card.to_score]

    @property
    def names(self) -> int:
        """How many names the open ballot has."""
        return sum(any(line.ballot.is_open for line in card.lines) for card in self.cards)

    @property
    def may_vote(self) -> bool:
        return self.entry is not None and not self.entry.has_voted


def seats_of(user) -> list[Seat]:
    return [seat_of(place, user) for place in places_of(user)]


def seat_of(place: CouncilMember, user) -> Seat:
    """Gather one seat, with its ballot where one is open; queries do not grow with names or members."""
    seat = Seat(place, cards_of(place), is_proxy=place.user_id != user.pk)
    seat.scores = place.session.campaign.criteria.exists()
    seat.links = links_of(place.session, user)
    seat.ballot = place.session.ballots.filter(closed_at__isnull=True).first()
    if seat.ballot:
        seat.entry = roll_entry_of(seat.ballot, user)
        seat.turnout, seat.roll = turnout_and_roll(seat.ballot)
    elif place.part == CouncilMember.Part.CHAIR and not seat.is_proxy:
        seat.tie = chairs_tie(place.session)
    return seat


def turnout_and_roll(ballot: Ballot) -> tuple[int, int]:
    """Count the papers in the urn, and those that can be in it at most."""
    voted = list(ballot.roll.values_list("has_voted", flat=True))
    return sum(voted), len(voted)


def next_to_score(cards: list[DossierCard], item: AgendaItem) -> AgendaItem | None:
    """The next nomination on the agenda that the member has not scored, from the top again after the last."""
    waiting = [card.item for card in cards if card.to_score and card.item.pk != item.pk]
    return next((one for one in waiting if one.number > item.number), waiting[0] if waiting else None)


# --- The paper ------------------------------------------------------------------------------------------


@dataclass
class PaperLine:
    """One name on a member's ballot paper; ``choice`` is what the form holds, and nothing else does."""

    line: BallotLine
    recusal: Recusal | None = None
    choice: str = ""
    is_missing: bool = False

    @property
    def reason(self):
        return REASONS[self.recusal.ground]

    @property
    def key(self) -> str:
        return f"line-{self.line.pk}"


@dataclass
class PaperGroup:
    """The names of one field, with its free seats; None where the campaign says nothing of the field."""

    field: object
    seats: int | None
    lines: list[PaperLine] = field(default_factory=list)


def paper_of(
    ballot: Ballot, member: CouncilMember, choices: dict[int, str] | None = None
) -> list[PaperGroup]:
    """Set out a member's paper, field by field in the agenda's order; ``choices`` is by line."""
    recusals = {one.item_id: one for one in Recusal.objects.in_force().filter(member=member)}
    taken = seats_taken(ballot.session)
    quotas = ballot.session.campaign.quotas.values_list("field_id", "seats")
    free = {its: max(seats - taken[its], 0) for its, seats in quotas}
    groups: dict[int, PaperGroup] = {}
    for line in ballot.lines.select_related(
        "item__nomination__candidate", "item__nomination__unit", "item__nomination__field"
    ).order_by("item__number"):
        its = line.item.nomination.field
        group = groups.setdefault(its.pk, PaperGroup(its, free.get(its.pk)))
        group.lines.append(PaperLine(line, recusals.get(line.item_id), (choices or {}).get(line.pk, "")))
    return list(groups.values())


def own_lines(groups: list[PaperGroup]) -> list[PaperLine]:
    """The lines on which the member votes."""
    return [line for group in groups for line in group.lines if line.recusal is None]
