"""What a unit reads about a nomination: where it stands, who has it, how much time is left."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..stages import MOVES, Move, Stage


@dataclass(frozen=True)
class Standing:
    """A stage in plain words: its tag's look, what happens now, and who has it; nobody once it is over."""

    look: str
    now: object
    who: object = ""


UNIT = gettext_lazy("Your unit")
DEPARTMENT = gettext_lazy("The department that screens")
COUNCIL = gettext_lazy("The council")
LEADERS = gettext_lazy("The ministry's leaders")

STANDINGS = {
    Stage.DRAFT: Standing("wait", gettext_lazy("Your unit is writing it. Nobody else can read it."), UNIT),
    Stage.SUBMITTED: Standing(
        "go",
        gettext_lazy("The department is reading the dossier. Your unit has nothing to do now."),
        DEPARTMENT,
    ),
    Stage.RETURNED: Standing(
        "act", gettext_lazy("It was handed back to your unit, to be corrected and submitted again."), UNIT
    ),
    Stage.INELIGIBLE: Standing("", gettext_lazy("The department found that the conditions are not met.")),
    Stage.CONSULTATION: Standing(
        "go",
        gettext_lazy("The dossier passed screening; the shortlist is open to public comment."),
        DEPARTMENT,
    ),
    Stage.COUNCIL: Standing(
        "go",
        gettext_lazy("The council is to score it and to vote. Your unit has nothing to do now."),
        COUNCIL,
    ),
    Stage.RESERVE: Standing(
        "go", gettext_lazy("The council placed it in reserve: it moves up when a seat becomes free."), COUNCIL
    ),
    Stage.ACCEPTED: Standing(
        "go",
        gettext_lazy("The council selected it, and it awaits a decision. Your unit has nothing to do now."),
        LEADERS,
    ),
    Stage.APPROVED: Standing("ok", gettext_lazy("The candidate is recognised.")),
    Stage.DECLINED: Standing("", gettext_lazy("The candidate was not selected this time.")),
    Stage.REVOKED: Standing("", gettext_lazy("The recognition was taken back by a later decision.")),
    Stage.WITHDRAWN: Standing("", gettext_lazy("It was withdrawn and takes no further part.")),
}


def standing(nomination) -> Standing:
    return STANDINGS[Stage(nomination.stage)]


def may_withdraw(nomination) -> bool:
    """Say whether the unit may still take the nomination back."""
    return (Stage(nomination.stage), Move.WITHDRAW) in MOVES


def time_left(closes_at: datetime, now: datetime) -> str:
    """Say how long it is until ``closes_at``, in the largest unit that still tells, never rounded up."""
    left = closes_at - now
    minutes = left // timedelta(minutes=1)
    if left <= timedelta(0):
        return _("Closed")
    if minutes < 1:
        return _("Less than a minute left")
    if minutes < 60:
        return ngettext("%d minute left", "%d minutes left", minutes) % minutes
    if left < timedelta(days=2):
        return ngettext("%d hour left", "%d hours left", minutes // 60) % (minutes // 60)
    return ngettext("%d day left", "%d days left", left.days) % left.days
