"""Whether a paper can be written yet, and if not, why: the words that stand beside its name."""

from django.utils.translation import gettext as _

from ..campaigns.plans import has_plan
from ..council.models import AgendaItem, CouncilSession
from ..decisions.models import Decision
from .gathering import closed_ballots, expected, latest_consultation
from .kinds import Needs

#: Papers that put forward those whom the council selected.
NEEDS_SELECTED = ("to-trinh", "quyet-dinh")


def obstacle(kind, subject) -> str:
    """Return why a paper of this kind cannot be made of this subject now; empty where it can."""
    check = CHECKS.get(kind.needs)
    found = check(subject) if check else ""
    if not found and kind.code in NEEDS_SELECTED and not selected(subject).exists():
        return _("The council has selected nobody.")
    return found


def without_agenda(session: CouncilSession) -> str:
    return "" if session.agenda.exists() else _("The session has no agenda yet.")


def without_count(session: CouncilSession) -> str:
    return "" if closed_ballots(session).exists() else _("No ballot of this session has been closed yet.")


def not_concluded(session: CouncilSession) -> str:
    return "" if session.status == CouncilSession.Status.CONCLUDED else _("The session is not concluded yet.")


def without_consultation(campaign) -> str:
    return "" if latest_consultation(campaign) else _("No shortlist has been published yet.")


def without_grants(campaign) -> str:
    granted = Decision.objects.filter(
        nomination__campaign=campaign, outcome=Decision.Outcome.APPROVED, nomination__revocation__isnull=True
    )
    return "" if granted.exists() else _("Nobody has been recognised yet.")


def without_plan(campaign) -> str:
    return "" if has_plan(campaign) else _("The plan of this campaign has no assignments yet.")


def without_people(roster) -> str:
    return "" if expected(roster).exists() else _("Nobody is on the roster yet.")


def selected(session: CouncilSession):
    return session.agenda.filter(result=AgendaItem.Result.SELECTED)


CHECKS = {
    Needs.AGENDA: without_agenda,
    Needs.COUNT: without_count,
    Needs.CONCLUSION: not_concluded,
    Needs.CONSULTATION: without_consultation,
    Needs.GRANTED: without_grants,
    Needs.PLAN: without_plan,
    Needs.PEOPLE: without_people,
}
