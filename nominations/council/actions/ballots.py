"""The ballot: opening it, voting, closing it.

What keeps a secret ballot secret: opening makes one roll row per voter and one blank vote per voter and
line; voting marks the row and fills a blank vote drawn at random; neither row says when, and nothing ties
one to the other. Closing writes both anew in random order within one transaction, so that no place on disk,
transaction number or key of a row tells of its past (docs/decisions/0030-ballot.md).
"""

import secrets
from collections import Counter, defaultdict

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables
from wagtail.log_actions import log

from ...refusals import Refused
from ...stages import Stage
from .. import notices
from ..models import (
    AgendaItem,
    Ballot,
    BallotLine,
    CastingDecision,
    Choice,
    CouncilMember,
    CouncilSession,
    OpenVote,
    Recusal,
    RollEntry,
    Vote,
)
from ..notices import waiting_accounts
from ..reading import results_of, rule_of, tally_of
from ..rules import Outcome, ballot_seal, has_quorum, line_outcome
from ..sweeping import sweep
from .sessions import find_recusals, lock_session, require_not_concluded, require_secretary, require_sitter

#: Not Python's default generator: whoever knew its state could follow the shuffle.
shuffle = secrets.SystemRandom().shuffle

WAYS = {
    CouncilMember.Attendance.PRESENT: RollEntry.Way.IN_PERSON,
    CouncilMember.Attendance.REMOTE: RollEntry.Way.IN_PERSON,
    CouncilMember.Attendance.PROXY: RollEntry.Way.PROXY,
    CouncilMember.Attendance.WRITTEN: RollEntry.Way.WRITTEN,
}


class AlreadyVoted(Refused):
    """The member's vote is in the urn; it stays there."""


class BallotClosed(Refused):
    """The ballot takes no votes any more."""


# --- Opening --------------------------------------------------------------------------------------------


@transaction.atomic
def open_ballot(*, session: CouncilSession, user, round: int | None = None) -> Ballot:
    """Open the next round: first for the whole agenda, later for those tied or not validly voted on.

    Freezes the rule's numbers, the members and who may vote on what. Whoever names the ``round`` gets that
    round or a refusal, so that a form sent twice never opens two.
    """
    require_secretary(user)
    session = lock_session(session)
    if session.status != CouncilSession.Status.OPEN:
        raise Refused(_("The session is not open to its members."))
    if session.ballots.filter(closed_at__isnull=True).exists():
        raise Refused(_("A ballot is already open."))
    if round not in (None, session.ballots.count() + 1):
        raise Refused(_("This round has been held meanwhile. Nothing was opened."))
    find_recusals(session)
    items = items_to_vote_on(session)
    if not items:
        raise Refused(_("There is nothing left to vote on."))
    ballot = Ballot.objects.create(
        session=session,
        round=session.ballots.count() + 1,
        members=session.members.count(),
        **session.campaign.numbers,
    )
    lay_out(ballot, items)
    log(session, "nominations.ballot_opened", user=user, data={"round": ballot.round, "names": len(items)})
    return ballot


def items_to_vote_on(session: CouncilSession) -> list[AgendaItem]:
    """The agenda's nominations that still need a ballot: undecided ones, and those tied for a last seat."""
    results = results_of(session)
    rows = [row for one in results for row in (*one.undecided, *one.tied)]
    if session.campaign.tie_rule == session.campaign.TieRule.CHAIR:
        rows = [row for one in results for row in one.undecided]
    items = [row.item for row in rows if row.item.nomination.stage == Stage.COUNCIL]
    return sorted(items, key=lambda item: item.number)


def lay_out(ballot: Ballot, items: list[AgendaItem]) -> None:
    """Make the roll, the lines and the blank votes; in random order, as they will be rewritten."""
    recused = defaultdict(set)
    for member, item in Recusal.objects.in_force().filter(item__in=items).values_list("member_id", "item_id"):
        recused[member].add(item)
    everyone = {item.pk for item in items}
    voters = [
        member
        for member in ballot.session.members.all()
        if member.attendance in WAYS and recused[member.pk] != everyone
    ]
    if not voters:
        raise Refused(_("Nobody could vote: note the attendance first."))
    lines = [
        BallotLine(
            ballot=ballot, item=item, eligible=sum(item.pk not in recused[member.pk] for member in voters)
        )
        for item in items
    ]
    BallotLine.objects.bulk_create(lines)
    RollEntry.objects.bulk_create(
        shuffled(RollEntry(ballot=ballot, member=member, way=WAYS[member.attendance]) for member in voters)
    )
    if ballot.is_secret:
        Vote.objects.bulk_create(shuffled(Vote(line=line) for line in lines for _ in range(line.eligible)))


def shuffled(rows) -> list:
    rows = list(rows)
    shuffle(rows)
    return rows


# --- Voting ---------------------------------------------------------------------------------------------


def lines_for(ballot: Ballot, member: CouncilMember):
    """The lines of the paper on which a member may vote, in the agenda's order."""
    recused = Recusal.objects.in_force().filter(member=member).values("item")
    return ballot.lines.exclude(item__in=recused).order_by("item__number")


def roll_entry_of(ballot: Ballot, user) -> RollEntry | None:
    """The entry under which this person votes: as a member in person, or as a member's proxy."""
    entries = ballot.roll.select_related("member__user")
    return (
        entries.filter(way=RollEntry.Way.IN_PERSON, member__user=user).first()
        or entries.filter(way=RollEntry.Way.PROXY, member__proxy_user=user).first()
    )


@sensitive_variables()
@transaction.atomic
def cast_vote(*, ballot: Ballot, user, choices: dict[int, str]) -> None:
    """Put a member's vote into the urn, for good; ``choices`` is by line, one for each that is the member's.

    Raises PermissionDenied for whoever is not on the roll, AlreadyVoted, BallotClosed, or ValidationError
    where a line is missing, foreign or marked with anything else. Nothing is logged: a list of who voted
    when would be half of a key to the urn.
    """
    require_sitter(user)
    ballot = lock_ballot(ballot)
    entry = roll_entry_of(ballot, user)
    if entry is None:
        raise PermissionDenied
    fill_in(ballot, entry, choices)


@sensitive_variables()
@transaction.atomic
def record_paper(*, ballot: Ballot, member: CouncilMember, user, choices: dict[int, str]) -> None:
    """Enter the written ballot of an absentee, or the paper of a proxy without an account."""
    require_secretary(user)
    ballot = lock_ballot(ballot)
    entry = ballot.roll.filter(member=member).exclude(way=RollEntry.Way.IN_PERSON).first()
    if entry is None:
        raise Refused(_("This member votes in person, or not at all."))
    fill_in(ballot, entry, choices)


def lock_ballot(ballot: Ballot) -> Ballot:
    """Lock a ballot that is open; everybody who votes in it waits here for their turn."""
    ballot = Ballot.objects.select_for_update().get(pk=ballot.pk)
    if not ballot.is_open:
        raise BallotClosed(_("This ballot is closed."))
    return ballot


def fill_in(ballot: Ballot, entry: RollEntry, choices: dict[int, str]) -> None:
    if entry.has_voted:
        raise AlreadyVoted(_("This vote has already been cast. It cannot be changed."))
    lines = list(lines_for(ballot, entry.member))
    require_choices(lines, choices)
    if not RollEntry.objects.filter(pk=entry.pk, has_voted=False).update(has_voted=True):
        raise AlreadyVoted(_("This vote has already been cast. It cannot be changed."))
    if ballot.is_secret:
        for line in lines:
            fill_blank_vote(line, choices[line.pk])
    else:
        OpenVote.objects.bulk_create(
            OpenVote(roll_entry=entry, line=line, choice=choices[line.pk]) for line in lines
        )


def require_choices(lines: list[BallotLine], choices: dict[int, str]) -> None:
    if set(choices) != {line.pk for line in lines} or not set(choices.values()) <= set(Choice.values):
        raise ValidationError(_("Choose one answer for every name on your ballot paper."))


def fill_blank_vote(line: BallotLine, choice: str) -> None:
    blank = secrets.choice(list(line.votes.filter(choice="").values_list("pk", flat=True)))
    Vote.objects.filter(pk=blank, choice="").update(choice=choice)


# --- Reminding ------------------------------------------------------------------------------------------

#: Seconds within which nobody is reminded twice.
REMIND_AGAIN_AFTER = 120


def remind_voters(*, ballot: Ballot, user, member: CouncilMember | None = None) -> int:
    """Mail those who vote by themselves and have not yet, or one of them; answer how many.

    Logs how many and never whom: who came late is nobody's business afterwards.
    """
    require_secretary(user)
    if not ballot.is_open:
        raise BallotClosed(_("This ballot is closed."))
    waiting = waiting_accounts(ballot, member)
    if not waiting:
        raise Refused(_("Everybody who votes by themselves has voted."))
    key = f"council-reminded-{ballot.pk}-{member.pk if member else 'all'}"
    if not cache.add(key, True, REMIND_AGAIN_AFTER):
        raise Refused(_("They were reminded less than two minutes ago."))
    with transaction.atomic():
        log(ballot.session, "nominations.voters_reminded", user=user, data={"round": ballot.round})
        notices.ballot_waits(ballot, waiting)
    return len(waiting)


# --- Closing --------------------------------------------------------------------------------------------


@transaction.atomic
def close_ballot(*, ballot: Ballot, user) -> Ballot:
    """Count, seal, and write roll and votes anew in random order. With too few votes the ballot is void."""
    require_secretary(user)
    session = lock_session(ballot.session)
    ballot = lock_ballot(ballot)
    counts = counts_of(ballot)
    turnout, rule = ballot.roll.filter(has_voted=True).count(), rule_of(ballot)
    for line in ballot.lines.all():
        found = counts[line.pk]
        line.ayes, line.nays, line.defers = found[Choice.AYE], found[Choice.NAY], found[Choice.DEFER]
        line.carried = line_outcome(tally_of(line, ballot, turnout), rule) == Outcome.CARRIED
        line.save()
    ballot.is_void = not has_quorum(turnout, ballot.members, rule)
    ballot.previous_sha256 = last_seal()
    ballot.sha256 = seal(ballot, turnout)
    ballot.closed_at = timezone.now()
    ballot.save()
    if ballot.is_secret:
        rewrite(ballot)
    data = {"round": ballot.round, "turnout": turnout, "void": ballot.is_void, "sha256": ballot.sha256}
    log(session, "nominations.ballot_closed", user=user, data=data)
    # Dead rows can only be swept away once the rewriting is certain, outside its transaction.
    transaction.on_commit(sweep.enqueue)
    return ballot


def counts_of(ballot: Ballot) -> dict[int, Counter]:
    source = Vote if ballot.is_secret else OpenVote
    counts: dict[int, Counter] = defaultdict(Counter)
    for line, choice in source.objects.filter(line__ballot=ballot).values_list("line_id", "choice"):
        counts[line][choice] += 1
    return counts


def last_seal() -> str:
    """The seal of the ballot closed last, in whatever session; empty before the first.

    Closings queue up on the row of the first ballot, so that no two follow the same one.
    """
    Ballot.objects.select_for_update().order_by("pk").first()
    seals = dict(Ballot.objects.filter(closed_at__isnull=False).values_list("previous_sha256", "sha256"))
    seal = ""
    while seal in seals:
        seal = seals[seal]
    return seal


def seal(ballot: Ballot, turnout: int) -> str:
    """Return the SHA-256 of the sorted votes, chained to the ballot before; the minutes carry it."""
    lines = ballot.lines.select_related("item__nomination").order_by("item__number")
    return ballot_seal(
        previous=ballot.previous_sha256,
        session=ballot.session_id,
        round=ballot.round,
        turnout=turnout,
        lines=[(line.item.nomination.reference, line.ayes, line.nays, line.defers) for line in lines],
    )


def rewrite(ballot: Ballot) -> None:
    """Write the roll and the votes anew: new keys, new places, one transaction, in random order."""
    roll = list(ballot.roll.all())
    votes = list(Vote.objects.filter(line__ballot=ballot))
    ballot.roll.all().delete()
    Vote.objects.filter(line__ballot=ballot).delete()
    RollEntry.objects.bulk_create(
        shuffled(
            RollEntry(ballot=ballot, member_id=entry.member_id, way=entry.way, has_voted=entry.has_voted)
            for entry in roll
        )
    )
    Vote.objects.bulk_create(shuffled(Vote(line_id=vote.line_id, choice=vote.choice) for vote in votes))


# --- Ties -----------------------------------------------------------------------------------------------


@transaction.atomic
def decide_tie(*, item: AgendaItem, user) -> CastingDecision:
    """Put one of the tied on the last seat, where the rule leaves that to the chair."""
    session = lock_session(item.session)
    require_not_concluded(session)
    if not session.members.filter(user=user, part=CouncilMember.Part.CHAIR).exists() or not user.is_active:
        raise PermissionDenied
    if session.campaign.tie_rule != session.campaign.TieRule.CHAIR:
        raise Refused(_("A tie leads to a further round here."))
    if item.pk not in {row.item.pk for one in results_of(session) for row in one.tied}:
        raise Refused(_("This nomination is not tied."))
    decision = CastingDecision.objects.create(session=session, item=item, decided_by=user)
    log(session, "nominations.tie_decided", user=user, data={"nomination": item.nomination.reference})
    return decision
