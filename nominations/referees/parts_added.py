"""What letters of support add to the unit's pages and to the reviewers' dossier, and their kinds of mail."""

from django.utils.translation import gettext_lazy as _

from ..desk import nomination_part
from ..dossiers.parts import dossier_part
from ..mail.kinds import register_kind
from . import notices
from .permissions import reads_letters

register_kind(notices.REQUEST, _("Requests for letters of support"), may_decline=False)
register_kind(notices.ANSWER, _("Answers to requests for letters"), may_decline=True)


@nomination_part(order=30, template="nominations/referees/nomination_part.html", aside=True)
def requests(nomination, user):
    """Whom the unit asked and what became of it; never a letter."""
    letters = list(nomination.letters.standing())
    may_ask = nomination.is_editable and len(letters) < nomination.campaign.most_letters
    return {"letters": letters, "may_ask": may_ask} if letters or may_ask else None


@dossier_part(order=22, template="nominations/referees/dossier_part.html")
def letters(nomination, user):
    """The letters, for those who review; whose unit nominates reads none of them."""
    rows = list(nomination.letters.standing())
    if not rows or not reads_letters(user, nomination):
        return None
    return {
        "letters": [row for row in rows if row.answered_at],
        "silent": [row for row in rows if not row.answered_at],
    }
