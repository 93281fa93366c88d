"""Scoring by the campaign's criteria, before the ballot."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ...refusals import Refused
from ..models import AgendaItem, Recusal, Score
from .sessions import lock_session, own_place


@transaction.atomic
def score_item(*, item: AgendaItem, user, points: dict[int, int | None]) -> None:
    """Write one member's points for one nomination: by criterion, None for an abstention.

    Every criterion of the campaign needs an answer. Raises ValidationError by criterion, Refused where the
    member is recused or the council has already voted.
    """
    session = lock_session(item.session)
    member = own_place(session, user)
    if Recusal.objects.in_force().filter(member=member, item=item).exists():
        raise Refused(_("You take no part in this nomination."))
    if item.lines.exists():
        raise Refused(_("The council votes or has voted on this nomination. Scores stay as they are."))
    criteria = {criterion.pk: criterion for criterion in session.campaign.criteria.all()}
    require_answers(points, criteria, session.campaign.top_score)
    for criterion, value in points.items():
        Score.objects.update_or_create(
            member=member, item=item, criterion=criteria[criterion], defaults={"points": value}
        )


def require_answers(points: dict[int, int | None], criteria: dict, top: int) -> None:
    if set(points) != set(criteria):
        raise ValidationError(_("Score every criterion, or abstain from it."))
    if any(value is not None and not 1 <= value <= top for value in points.values()):
        raise ValidationError(_("Points go from 1 to %(top)d.") % {"top": top})
