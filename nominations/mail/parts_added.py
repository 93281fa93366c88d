"""What this room adds to the units' workspace: the way to one's choices, and a word when mail does not arrive."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..desk import Entry, home_part, navigation_entry
from .kinds import register_kind
from .people import bouncing

# A mail with a link that opens an account leaves no copy.
register_kind(
    "account",
    gettext_lazy("Mail about the account"),
    may_decline=False,
    leaves_trace=False,
    for_reviewers=True,
)


@navigation_entry(order=90)
def mail(user):
    return Entry(_("Mail notices"), reverse("workspace:mail"))


@home_part(order=1, template="nominations/mail/returned_part.html")
def returned_mail(user, now):
    """Tell people whose address returns mail: they would wait for it in vain."""
    address = bouncing(user.email) if user.email else None
    return {"returned_address": address.address} if address else None
