"""What this room adds to others: the kinds of mail that it writes."""

from django.utils.translation import gettext_lazy as _

from ..mail.kinds import register_kind

register_kind("receipt", _("Receipts of nominations"), may_decline=False)
register_kind("endorsement", _("Requests for the head's endorsement"), may_decline=False)
register_kind("returned", _("Nominations returned for completion"), may_decline=False)
register_kind("decision", _("Decisions on nominations"), may_decline=True)
