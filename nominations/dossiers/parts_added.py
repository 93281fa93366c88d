"""What this room adds to others: the kinds of mail that it writes, and the head's word beside the case."""

from django.utils.translation import gettext_lazy as _

from ..mail.kinds import register_kind
from .endorsement import Endorsement, last_answer
from .history import name_of
from .parts import dossier_part

register_kind("receipt", _("Receipts of nominations"), may_decline=False)
register_kind("endorsement", _("Requests for the head's endorsement"), may_decline=False)
register_kind("returned", _("Nominations returned for completion"), may_decline=False)
register_kind("virus", _("Files in which a virus was found"), may_decline=False)
register_kind("decision", _("Decisions on nominations"), may_decline=True)


@dossier_part(order=40, template="nominations/dossiers/endorsement.html", aside=True)
def endorsement(nomination, user):
    """Who has endorsed what was handed in, and when; nothing where the campaign asks for no endorsement."""
    given = last_answer(nomination) if nomination.campaign.needs_endorsement else None
    if given is None or given.outcome != Endorsement.Outcome.ENDORSED:
        return None
    return {"given": given, "person": name_of(given.answered_by)}
