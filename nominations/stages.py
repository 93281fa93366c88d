"""The stages of a nomination and the moves between them. Pure, but for the words shown to people."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Awaiting screening")
    RETURNED = "returned", _("Returned for completion")
    INELIGIBLE = "ineligible", _("Ineligible")
    CONSULTATION = "consultation", _("Public consultation")
    COUNCIL = "council", _("Before the Council")
    RESERVE = "reserve", _("Reserve")
    ACCEPTED = "accepted", _("Awaiting decision")
    APPROVED = "approved", _("Recognised")
    DECLINED = "declined", _("Not selected")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REVOKED = "revoked", _("Recognition revoked")


class Move(StrEnum):
    SUBMIT = "submit"
    RECALL = "recall"
    RETURN = "return"
    RULE_OUT = "rule_out"
    ACCEPT = "accept"
    CONSULTED = "consulted"
    SELECT = "select"
    HOLD = "hold"
    APPROVE = "approve"
    DECLINE = "decline"
    SEND_BACK = "send_back"
    WITHDRAW = "withdraw"
    REVOKE = "revoke"


#: With the unit, which may edit; everything else is read-only to it.
EDITABLE = frozenset({Stage.DRAFT, Stage.RETURNED})
#: With the reviewers: Wagtail's workflow is in progress, and only then.
UNDER_REVIEW = frozenset({Stage.SUBMITTED, Stage.CONSULTATION, Stage.COUNCIL, Stage.RESERVE, Stage.ACCEPTED})
#: Over: nothing moves any more but by revocation.
DECIDED = frozenset({Stage.APPROVED, Stage.DECLINED, Stage.INELIGIBLE, Stage.REVOKED})
#: Over without recognition: may be carried into a later campaign.
UNSUCCESSFUL = frozenset({Stage.DECLINED, Stage.INELIGIBLE, Stage.WITHDRAWN})
#: What reviewers may read at all: whatever a unit has handed in.
HANDED_IN = frozenset(Stage) - {Stage.DRAFT}

MOVES = {
    (Stage.DRAFT, Move.SUBMIT): Stage.SUBMITTED,
    (Stage.RETURNED, Move.SUBMIT): Stage.SUBMITTED,
    (Stage.SUBMITTED, Move.RECALL): Stage.DRAFT,
    (Stage.SUBMITTED, Move.RETURN): Stage.RETURNED,
    (Stage.SUBMITTED, Move.RULE_OUT): Stage.INELIGIBLE,
    (Stage.SUBMITTED, Move.ACCEPT): Stage.CONSULTATION,
    (Stage.CONSULTATION, Move.CONSULTED): Stage.COUNCIL,
    (Stage.COUNCIL, Move.SELECT): Stage.ACCEPTED,
    (Stage.COUNCIL, Move.HOLD): Stage.RESERVE,
    (Stage.COUNCIL, Move.DECLINE): Stage.DECLINED,
    (Stage.RESERVE, Move.SELECT): Stage.ACCEPTED,
    (Stage.RESERVE, Move.DECLINE): Stage.DECLINED,
    (Stage.ACCEPTED, Move.RETURN): Stage.RETURNED,
    (Stage.ACCEPTED, Move.SEND_BACK): Stage.COUNCIL,
    (Stage.ACCEPTED, Move.APPROVE): Stage.APPROVED,
    (Stage.ACCEPTED, Move.DECLINE): Stage.DECLINED,
    (Stage.APPROVED, Move.REVOKE): Stage.REVOKED,
    (Stage.DRAFT, Move.WITHDRAW): Stage.WITHDRAWN,
    (Stage.RETURNED, Move.WITHDRAW): Stage.WITHDRAWN,
    **{(stage, Move.WITHDRAW): Stage.WITHDRAWN for stage in UNDER_REVIEW},
}


class ImpossibleMove(ValueError):
    """The nomination does not stand where this move begins."""


def after(stage: str, move: Move) -> Stage:
    """Return the stage to which ``move`` leads from ``stage``; raise ImpossibleMove where it leads nowhere."""
    try:
        return MOVES[Stage(stage), move]
    except KeyError:
        raise ImpossibleMove(f"{move} is not possible from {stage}") from None
