"""Who runs the council and who sits on it; superusers have no part in review."""

from ..doors import takes_part
from ..dossiers.permissions import may_read_dossiers
from ..roles import RUN_COUNCIL, SIT_ON_COUNCIL
from .models import CouncilMember, CouncilSession


def may_run_council(user) -> bool:
    """Say whether this person prepares sessions, opens and closes ballots: the secretary."""
    return takes_part(user, RUN_COUNCIL)


def sits_on_council(user) -> bool:
    """Say whether the pages of the council's members are this person's."""
    return takes_part(user, SIT_ON_COUNCIL)


def may_follow_council(user) -> bool:
    """Whether turnout and results are open to this person: to the secretary and to whoever reads all dossiers."""
    return may_run_council(user) or may_read_dossiers(user)


def chairs(user, session: CouncilSession) -> bool:
    """Say whether this person chairs the session."""
    return sits_on_council(user) and session.members.filter(user=user, part=CouncilMember.Part.CHAIR).exists()
