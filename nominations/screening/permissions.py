from ..doors import takes_part
from ..dossiers.history import name_of
from ..dossiers.models import NominationPage
from ..membership.models import belongs_to
from ..roles import SCREEN
from ..stages import Stage


def screens(user) -> bool:
    """Say whether screening is this person's work; superusers read and take no part in it."""
    return takes_part(user, SCREEN)


def may_screen(user, nomination: NominationPage) -> bool:
    """Say whether this person may ever screen this nomination: not their own unit's, nor what they handed in."""
    return (
        screens(user) and nomination.submitted_by_id != user.pk and not belongs_to(user, nomination.unit_id)
    )


def holder_of(nomination: NominationPage):
    """Return the screener who has the nomination in hand, or None."""
    assignment = getattr(nomination, "assignment", None)
    return assignment.screener if assignment else None


def taken_by_another(nomination: NominationPage, user) -> str:
    """Return the name of the screener who has the nomination in hand, empty where that is nobody or this person."""
    holder = holder_of(nomination)
    return name_of(holder) if holder and holder.pk != user.pk else ""


def may_write(user, nomination: NominationPage) -> bool:
    """Say whether this person may check, remark and judge now."""
    return (
        nomination.stage == Stage.SUBMITTED
        and may_screen(user, nomination)
        and not taken_by_another(nomination, user)
    )
