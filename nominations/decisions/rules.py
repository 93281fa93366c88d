"""Which seat is free, and whether a nomination's records agree with one another. Pure."""

from collections.abc import Callable, Collection
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


class Step(StrEnum):
    SCREENING = "screening"
    LEADER = "leader"


@dataclass(frozen=True)
class Standing:
    """What the rows say about one nomination.

    ``workflow`` is the status of the latest workflow, None when there never was one; ``step`` is its
    current step. ``approved`` names the steps that approved the latest revision. ``seat`` says whether
    the seat held is within the quota, None when none is held.
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
    seat: bool | None = None
    approval: bool = False


OVER = (None, "approved", "cancelled")

#: Holds at every stage: what is said when it does not, and the question.
ALWAYS: tuple[tuple[str, Callable[[Standing], bool]], ...] = (
    ("is live, and a nomination never is", lambda s: not s.live),
    ("has two workflows under way", lambda s: all(status in OVER for status in s.earlier_workflows)),
    ("has an open step outside its workflow", lambda s: s.open_steps == (s.workflow == "in_progress")),
    (
        "has a decision, but is not decided",
        lambda s: s.decision is None or s.stage in (Stage.APPROVED, Stage.DECLINED),
    ),
    ("has a seat, but is not recognised", lambda s: s.seat is None or s.stage == Stage.APPROVED),
    ("has an approval, but is not recognised", lambda s: not s.approval or s.stage == Stage.APPROVED),
)
AT_A_STEP = (
    ("its workflow is not in progress", lambda s: s.workflow == "in_progress"),
    ("its step is not open", lambda s: s.step_status == "in_progress"),
    ("its step is switched off", lambda s: s.step_active),
    ("its step is about an older text", lambda s: s.step_on_latest),
)
#: What each stage says of the other records.
AT: dict[Stage, tuple[tuple[str, Callable[[Standing], bool]], ...]] = {
    Stage.DRAFT: (("has a workflow", lambda s: s.workflow is None),),
    Stage.SUBMITTED: (*AT_A_STEP, ("does not wait for screening", lambda s: s.step == Step.SCREENING)),
    Stage.RETURNED: (
        ("its workflow does not wait for changes", lambda s: s.workflow == "needs_changes"),
        ("no step returned it", lambda s: s.step_status == "rejected"),
    ),
    Stage.ACCEPTED: (
        *AT_A_STEP,
        ("does not wait for the leader", lambda s: s.step == Step.LEADER),
        ("screening has not accepted this text", lambda s: Step.SCREENING in s.approved),
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
        ("no decision declines it", lambda s: s.decision == "declined"),
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
