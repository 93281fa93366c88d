"""Who makes papers, who reads which, who keeps the templates."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from ..council.models import CouncilSession
from ..dossiers.models import NominationPage
from ..dossiers.permissions import may_read_dossiers
from ..referees.models import LetterRequest
from ..roles import CHANGE_TEMPLATES, DECIDE, RUN_COUNCIL, SCREEN, SIT_ON_COUNCIL
from .kinds import KINDS
from .models import Paper


def may_generate(user) -> bool:
    """Those who act in the review make its papers; auditors and superusers read them."""
    acts = any(user.has_perm(name) for name in (SCREEN, RUN_COUNCIL, DECIDE))
    return user.is_active and not user.is_superuser and acts and may_read_dossiers(user)


def require_generating(user) -> None:
    if not may_generate(user):
        raise PermissionDenied


def may_read_paper(user, paper: Paper) -> bool:
    """Whoever reads dossiers reads every paper; a member of the council what is for members, while they sit.

    But a book with letters of support on somebody of their own unit nobody reads.
    """
    if paper.session and holds_letters_on_own(user, paper.kind, paper.session):
        return False
    if may_read_dossiers(user):
        return True
    kind = KINDS.get(paper.kind)
    return bool(kind and kind.for_members and paper.session and sits_with_all(user, paper.session))


def holds_letters_on_own(user, code: str, session: CouncilSession) -> bool:
    """Whether a paper of this kind holds a letter of support on a nomination of a unit of the person's."""
    kind = KINDS.get(code)
    if kind is None or not kind.holds_letters:
        return False
    own = NominationPage.objects.filter(agenda_items__session=session, unit__memberships__user=user)
    return LetterRequest.objects.answered().filter(nomination__in=own).exists()


def sits_with_all(user, session: CouncilSession) -> bool:
    """Whether this person sits on an open session and may read every dossier of its agenda.

    The book holds them all, so it is closed to a member who must not see one of them.
    """
    seats = session.members.filter(Q(user=user) | Q(proxy_user=user))
    if (
        not user.has_perm(SIT_ON_COUNCIL)
        or session.status != CouncilSession.Status.OPEN
        or not seats.exists()
    ):
        return False
    agenda = set(session.agenda.values_list("nomination_id", flat=True))
    return agenda == set(
        NominationPage.objects.reviewed_by(user).filter(pk__in=agenda).values_list("pk", flat=True)
    )


def may_keep_templates(user) -> bool:
    return user.is_active and user.has_perm(CHANGE_TEMPLATES)


def require_keeping_templates(user) -> None:
    if not may_keep_templates(user):
        raise PermissionDenied
