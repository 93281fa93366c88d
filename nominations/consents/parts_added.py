"""What a candidate's own word adds to the unit's pages and to the reviewers' dossier, and its kinds of mail."""

from django.utils.translation import gettext_lazy as _

from ..desk import nomination_part
from ..dossiers.parts import dossier_part
from ..dossiers.permissions import may_read_dossiers
from ..mail.kinds import register_kind
from . import notices
from .reading import link_of, reports_of, stopped_by_candidate

register_kind(notices.LINK, _("Links for candidates to give their consent"), may_decline=False)
register_kind(notices.ANSWER, _("Answers of candidates"), may_decline=False)


@nomination_part(order=20, template="nominations/consents/nomination_part.html", aside=True)
def own_word(nomination, user):
    """Whether the candidate was asked and has answered, and what they found wrong."""
    return {
        "link": link_of(nomination),
        "reports": reports_of(nomination),
        "stopped": stopped_by_candidate(nomination),
    }


@dossier_part(order=5, template="nominations/consents/dossier_part.html")
def refusal(nomination, user):
    """For those who review: that the candidate refuses the review, or finds details wrong."""
    if not may_read_dossiers(user):
        return None
    stopped, reports = stopped_by_candidate(nomination), reports_of(nomination)
    return {"stopped": stopped, "reports": reports} if stopped or reports else None
