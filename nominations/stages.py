"""The stages of a nomination and the moves between them. Pure, but for the words shown to people."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Awaiting screening")
    RETURNED = "returned", _("Returned for completion")
    ACCEPTED = "accepted", _("Awaiting decision")
    APPROVED = "approved", _("Recognised")
    DECLINED = "declined", _("Not selected")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Move(StrEnum):
    SUBMIT = "submit"
    RETURN = "return"
    ACCEPT = "accept"
    APPROVE = "approve"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


#: With the unit, which may edit; everything else is read-only to it.
EDITABLE = frozenset({Stage.DRAFT, Stage.RETURNED})
#: With the reviewers: Wagtail's workflow is in progress, and only then.
UNDER_REVIEW = frozenset({Stage.SUBMITTED, Stage.ACCEPTED})
#: Over: nothing moves any more but by revocation.
DECIDED = frozenset({Stage.APPROVED, Stage.DECLINED})
#: What reviewers may read at all: whatever a unit has handed in.
HANDED_IN = frozenset(Stage) - {Stage.DRAFT}

MOVES = {
    (Stage.DRAFT, Move.SUBMIT): Stage.SUBMITTED,
    (Stage.RETURNED, Move.SUBMIT): Stage.SUBMITTED,
    (Stage.SUBMITTED, Move.RETURN): Stage.RETURNED,
    (Stage.SUBMITTED, Move.ACCEPT): Stage.ACCEPTED,
    (Stage.ACCEPTED, Move.RETURN): Stage.RETURNED,
    (Stage.ACCEPTED, Move.APPROVE): Stage.APPROVED,
    (Stage.ACCEPTED, Move.DECLINE): Stage.DECLINED,
    (Stage.DRAFT, Move.WITHDRAW): Stage.WITHDRAWN,
    (Stage.RETURNED, Move.WITHDRAW): Stage.WITHDRAWN,
    (Stage.SUBMITTED, Move.WITHDRAW): Stage.WITHDRAWN,
}


class ImpossibleMove(ValueError):
    """The nomination does not stand where this move begins."""


def after(stage: str, move: Move) -> Stage:
    """Return the stage to which ``move`` leads from ``stage``; raise ImpossibleMove where it leads nowhere."""
    try:
        return MOVES[Stage(stage), move]
    except KeyError:
        raise ImpossibleMove(f"{move} is not possible from {stage}") from None
