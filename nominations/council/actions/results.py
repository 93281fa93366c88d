"""The end of a session: its result becomes the nominations' fate."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...campaigns.actions import lock_campaign
from ...refusals import Refused
from ...stages import Stage
from ..models import AgendaItem, CouncilSession
from ..reading import FieldResult, Row, results_of
from .passing import hold_in_reserve, leave_unselected, select_nomination
from .sessions import lock_session, require_no_ballot, require_secretary

Result = AgendaItem.Result
MOVES = {
    Result.SELECTED: select_nomination,
    Result.RESERVE: hold_in_reserve,
    Result.LOST: leave_unselected,
    Result.UNSEATED: leave_unselected,
}


@transaction.atomic
def conclude_session(*, session: CouncilSession, user) -> CouncilSession:
    """End a session and carry out its result; concluding twice answers with the first time.

    Selected nominations go on to the leader, reserves wait, the others' review ends. Whatever no valid
    ballot has dealt with, or the council deferred, stays before the council for a later session. Refused
    while a ballot is open or a tie is not resolved.
    """
    require_secretary(user)
    lock_campaign(session.campaign)
    session = lock_session(session)
    if session.status == CouncilSession.Status.CONCLUDED:
        return session
    if session.status != CouncilSession.Status.OPEN:
        raise Refused(_("The session is not open to its members."))
    require_no_ballot(session)
    results = results_of(session)
    require_no_tie(results)
    for row in (row for one in results for row in one.rows):
        carry_out(row, session, user)
    session.status = CouncilSession.Status.CONCLUDED
    session.ended_at = session.ended_at or max(timezone.now(), session.held_at + timedelta(minutes=1))
    session.save(update_fields=["status", "ended_at"])
    log(session, "nominations.session_concluded", user=user)
    return session


def require_no_tie(results: list[FieldResult]) -> None:
    if tied := [row.item.nomination.reference for one in results for row in one.tied]:
        raise Refused(_("A tie is not resolved yet: %(codes)s.") % {"codes": ", ".join(tied)})


def carry_out(row: Row, session: CouncilSession, user) -> None:
    """Write what the council made of one nomination, and move it."""
    item, place = row.item, row.place
    gone = row.withdrawn or item.nomination.stage != Stage.COUNCIL or place is None
    item.result = Result.WITHDRAWN if gone else place.result.value
    item.rank, item.reserve_number = (None, None) if gone else (place.rank, place.reserve_number)
    item.save(update_fields=["result", "rank", "reserve_number"])
    if move := MOVES.get(item.result):
        move(nomination=item.nomination, user=user, data={"session": session.pk, "result": item.result})
