"""What screening adds to the reviewers' dossier."""

from dataclasses import dataclass

from ..dossiers.history import name_of
from ..dossiers.models import NominationPage
from ..dossiers.opening import remarked_places
from ..dossiers.parts import dossier_margin, dossier_part
from ..dossiers.permissions import may_read_dossiers
from ..stages import Stage
from .checklist import checklist_of
from .comparison import comparisons_of, explanation
from .models import CheckAnswer, Flag
from .permissions import holder_of, may_screen


@dataclass(frozen=True)
class Desk:
    """Who has the nomination in hand, and whether this person may write beside it, take it, or pass it on."""

    holder: object
    is_mine: bool
    may_write: bool
    may_take: bool
    may_refer: bool

    @property
    def name(self) -> str:
        return name_of(self.holder)


def desk_of(nomination: NominationPage, user) -> Desk:
    """Gather it once for a dossier, whose parts all ask."""
    if not hasattr(nomination, "_desk"):
        holder = holder_of(nomination)
        waits = nomination.stage == Stage.SUBMITTED and may_screen(user, nomination)
        is_mine = holder is not None and holder.pk == user.pk
        nomination._desk = Desk(
            holder,
            is_mine,
            may_write=waits and (holder is None or is_mine),
            may_take=waits and holder is None,
            may_refer=waits,
        )
    return nomination._desk


@dossier_part(order=10, template="nominations/screening/desk.html", aside=True)
def desk(nomination, user):
    if not may_read_dossiers(user):
        return None
    found = desk_of(nomination, user)
    return {"desk": found} if found.holder or found.may_refer else None


@dossier_part(order=20, template="nominations/screening/checklist.html", aside=True)
def checklist(nomination, user):
    if not may_read_dossiers(user):
        return None
    return {
        "checklist": checklist_of(nomination),
        "verdicts": CheckAnswer.Verdict.choices,
        "may_write": desk_of(nomination, user).may_write,
    }


@dossier_part(order=30, template="nominations/screening/result.html")
def result(nomination, user):
    """What screening found, for the council: verdicts and clearances, and none of the screener's remarks."""
    if may_read_dossiers(user) or nomination.stage == Stage.SUBMITTED:
        return None
    return {"checklist": checklist_of(nomination)}


@dossier_part(order=10, template="nominations/screening/flags.html")
def flags(nomination, user):
    if not may_read_dossiers(user):
        return None
    found = comparisons_of(nomination)
    if not found:
        return None
    return {
        "comparisons": found,
        "may_write": desk_of(nomination, user).may_write,
        "explanation": explanation(nomination.campaign),
        "persons": (Flag.Kind.PERSON, Flag.Kind.HONOURED),
    }


@dossier_margin(template="nominations/screening/margin.html")
def remarks(nomination, user):
    if not may_read_dossiers(user):
        return None
    may_write = desk_of(nomination, user).may_write
    rows = list(nomination.remarks.select_related("written_by", "explained_by"))

    def beside(entry):
        here = [row for row in rows if row.place == entry.place]
        if not here and not may_write:
            return None
        draft = next((row for row in here if row.is_draft), None)
        return {"draft": draft, "past": [row for row in here if not row.is_draft], "may_write": may_write}

    return beside


@remarked_places
def remarks_in_hand(nomination):
    """The places of the latest return's remarks."""
    return nomination.remarks.unanswered().order_by().values_list("place", flat=True)
