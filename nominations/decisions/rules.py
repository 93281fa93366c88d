"""Which seat is free, whose turn it is among the reserves, and whether records agree with one another. Pure."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from ..stages import Stage


def free_seat(taken: Collection[int], seats: int) -> int | None:
    """Return the lowest free seat number of a quota, or None when all are taken.

    A seat that was freed is given out again before a higher one.

    >>> free_seat({1, 3}, 3)
    2
    """
    return next((number for number in range(1, seats + 1) if number not in taken), None)


@dataclass(frozen=True)
class FieldSeats:
    """How the seats of one field are taken up.

    ``seated`` are recognised, ``selected`` await the leader, ``on_the_way_back`` were selected and handed
    back for another look: their seats stay promised until that is over.
    """

    seats: int
    seated: int = 0
    selected: int = 0
    on_the_way_back: int = 0

    @property
    def free(self) -> int:
        """Seats that are neither given nor promised; never less than none.

        >>> FieldSeats(5, seated=2, selected=2).free
        1
        """
        return max(self.seats - self.seated - self.selected - self.on_the_way_back, 0)

    @property
    def left_to_sign(self) -> int:
        """Seats that a signature can still give."""
        return max(self.seats - self.seated, 0)


@dataclass(frozen=True, order=True)
class Reserve:
    """A nomination behind the seats of its field; the lowest number moves up first."""

    number: int
    nomination: int


def whose_turn(reserves: Iterable[Reserve], free: int) -> list[Reserve]:
    """Return the reserves that may move up, as many as there are free seats, the lowest number first.

    >>> whose_turn([Reserve(2, nomination=8), Reserve(1, nomination=9)], free=1)
    [Reserve(number=1, nomination=9)]
    """
    return sorted(reserves)[: max(free, 0)]


def passed_over(waiting: Iterable[Reserve], promoted: Iterable[Reserve]) -> list[tuple[Reserve, Reserve]]:
    """Pair every reserve that moved up with the first one that stood before it and still waits.

    >>> passed_over([Reserve(1, nomination=9)], promoted=[Reserve(2, nomination=8)])
    [(Reserve(number=2, nomination=8), Reserve(number=1, nomination=9))]
    """
    first = min(waiting, default=None)
    return [(one, first) for one in sorted(promoted) if first is not None and first.number < one.number]


class Step(StrEnum):
    SCREENING = "screening"
    CONSULTATION = "consultation"
    COUNCIL = "council"
    LEADER = "leader"


@dataclass(frozen=True)
class Standing:
    """What the rows say about one nomination.

    ``workflow`` is the status of the latest workflow, None when there never was one; ``step`` is its
    current step. ``approved`` names the steps that approved the latest revision. ``seat`` says whether
    the seat held is within the quota, None when none is held. ``council`` is the latest result of a
    concluded session, None where none has dealt with it. ``approval`` is the public side's record of the
    decision, ``approval_revoked`` says that it no longer lets a profile be public.
    """

    stage: Stage
    live: bool = False
    workflow: str | None = None
    earlier_workflows: tuple[str, ...] = ()
    step: Step | None = None
    step_status: str | None = None
    step_on_latest: bool = False
    step_active: bool = False
    open_steps: int = 0
    approved: frozenset[Step | None] = frozenset()
    decision: str | None = None
    council: str | None = None
    revoked: bool = False
    seat: bool | None = None
    approval: bool = False
    approval_revoked: bool = False


OVER = (None, "approved", "cancelled")

#: Holds at every stage: what is said when it does not, and the question.
ALWAYS: tuple[tuple[str, Callable[[Standing], bool]], ...] = (
    ("is live, and a nomination never is", lambda s: not s.live),
    ("has two workflows under way", lambda s: all(status in OVER for status in s.earlier_workflows)),
    ("has an open step outside its workflow", lambda s: s.open_steps == (s.workflow == "in_progress")),
    (
        "has a decision, but is not decided",
        lambda s: s.decision is None or s.stage in (Stage.APPROVED, Stage.DECLINED, Stage.REVOKED),
    ),
    ("has a seat, but is not recognised", lambda s: s.seat is None or s.stage == Stage.APPROVED),
    (
        "has an approval, but is not recognised",
        lambda s: not s.approval or s.stage in (Stage.APPROVED, Stage.REVOKED),
    ),
    ("has a revocation, but is not revoked", lambda s: not s.revoked or s.stage == Stage.REVOKED),
    (
        "its approval is revoked, but the recognition is not",
        lambda s: not s.approval_revoked or s.stage == Stage.REVOKED,
    ),
)
AT_A_STEP = (
    ("its workflow is not in progress", lambda s: s.workflow == "in_progress"),
    ("its step is not open", lambda s: s.step_status == "in_progress"),
    ("its step is switched off", lambda s: s.step_active),
    ("its step is about an older text", lambda s: s.step_on_latest),
)
BEFORE_THE_COUNCIL = (
    *AT_A_STEP,
    ("does not wait for the council", lambda s: s.step == Step.COUNCIL),
    (
        "an earlier step has not approved this text",
        lambda s: {Step.SCREENING, Step.CONSULTATION} <= s.approved,
    ),
)
#: What each stage says of the other records.
AT: dict[Stage, tuple[tuple[str, Callable[[Standing], bool]], ...]] = {
    # One that was taken back to be edited leaves its first workflow behind, cancelled.
    Stage.DRAFT: (
        ("has a workflow", lambda s: s.workflow in (None, "cancelled")),
        ("a step was taken", lambda s: s.step_status in (None, "cancelled")),
    ),
    Stage.SUBMITTED: (*AT_A_STEP, ("does not wait for screening", lambda s: s.step == Step.SCREENING)),
    Stage.RETURNED: (
        ("its workflow does not wait for changes", lambda s: s.workflow == "needs_changes"),
        ("no step returned it", lambda s: s.step_status == "rejected"),
    ),
    Stage.INELIGIBLE: (
        ("its workflow is not cancelled", lambda s: s.workflow == "cancelled"),
        (
            "screening did not rule it out",
            lambda s: (s.step, s.step_status) == (Step.SCREENING, "rejected"),
        ),
    ),
    Stage.CONSULTATION: (
        *AT_A_STEP,
        ("is not in public consultation", lambda s: s.step == Step.CONSULTATION),
        ("screening has not accepted this text", lambda s: Step.SCREENING in s.approved),
    ),
    Stage.COUNCIL: BEFORE_THE_COUNCIL,
    Stage.RESERVE: (
        *BEFORE_THE_COUNCIL,
        ("no session made it a reserve", lambda s: s.council == "reserve"),
    ),
    Stage.ACCEPTED: (
        *AT_A_STEP,
        ("does not wait for the leader", lambda s: s.step == Step.LEADER),
        ("an earlier step has not approved this text", lambda s: set(Step) - {Step.LEADER} <= s.approved),
        ("no session of the council selected it", lambda s: s.council in ("selected", "reserve")),
    ),
    Stage.APPROVED: (
        ("its workflow is not approved", lambda s: s.workflow == "approved"),
        ("a step has not approved this text", lambda s: set(Step) <= s.approved),
        ("no decision approves it", lambda s: s.decision == "approved"),
        ("has no seat", lambda s: s.seat is not None),
        ("its seat is not within the quota of its field", lambda s: s.seat is not False),
        ("has no approval on the public side", lambda s: s.approval),
    ),
    Stage.DECLINED: (
        ("its workflow is not cancelled", lambda s: s.workflow == "cancelled"),
        (
            "neither the council nor a decision declines it",
            lambda s: s.decision == "declined" or s.council in ("lost", "unseated", "reserve"),
        ),
    ),
    Stage.REVOKED: (
        ("its workflow is not approved", lambda s: s.workflow == "approved"),
        ("no decision approved it", lambda s: s.decision == "approved"),
        ("no decision revoked it", lambda s: s.revoked),
        ("its approval on the public side still stands", lambda s: s.approval_revoked),
    ),
    Stage.WITHDRAWN: (("its workflow is not cancelled", lambda s: s.workflow in (None, "cancelled")),),
}


def breaches(standing: Standing) -> list[str]:
    """List in words everything that contradicts the nomination's stage; nothing where all records agree."""
    return [
        f"{standing.stage.value}, but {words}"
        for words, holds in (*ALWAYS, *AT[standing.stage])
        if not holds(standing)
    ]
