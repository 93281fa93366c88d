"""Who has come: noted at the door, by the code of a badge or from the list."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...refusals import Refused
from ..models import Delegate
from ..permissions import require_keeping
from ..rules import State
from .people import lock_delegate
from .rosters import lock_roster


@transaction.atomic
def check_in(*, delegate: Delegate, user) -> Delegate:
    """Note that somebody has come, whatever they had answered; a second time changes nothing.

    Raises Refused on any day but the conference's own.
    """
    require_keeping(user)
    roster = lock_roster(delegate.roster)
    delegate = lock_delegate(delegate)
    if delegate.state == State.ATTENDED:
        return delegate
    require_its_day(roster)
    delegate.state, delegate.arrived_at = State.ATTENDED, timezone.now()
    delegate.save(update_fields=["state", "arrived_at"])
    log(roster, "nominations.delegate_arrived", user=user, data={"delegate": delegate.pk})
    return delegate


def require_its_day(roster) -> None:
    conference, today = roster.conference, timezone.localdate()
    if not timezone.localdate(conference.starts_at) <= today <= timezone.localdate(conference.ends_at):
        raise Refused(_("Arrivals are noted on the day of the conference only."))


@transaction.atomic
def take_back_arrival(*, delegate: Delegate, user) -> Delegate:
    """Take back a mistaken arrival; the person stands again where they stood before."""
    require_keeping(user)
    roster = lock_roster(delegate.roster)
    delegate = lock_delegate(delegate)
    if delegate.state != State.ATTENDED:
        return delegate
    delegate.state, delegate.arrived_at = state_before(delegate), None
    delegate.save(update_fields=["state", "arrived_at"])
    log(roster, "nominations.arrival_taken_back", user=user, data={"delegate": delegate.pk})
    return delegate


def state_before(delegate: Delegate) -> State:
    if delegate.answered_at:
        return State.ACCEPTED
    return State.INVITED if delegate.invited_at else State.LISTED
