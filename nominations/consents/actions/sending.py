"""A candidate's link: made, sent and made anew."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...dossiers.actions import lock, require_member, require_wordings
from ...dossiers.models import NominationPage
from ...links import new_nonce
from ...refusals import Refused
from .. import notices
from ..models import ConsentLink
from ..rules import holds_until


@transaction.atomic
def send_link(*, nomination: NominationPage, user, address: str = "", language: str = "vi") -> ConsentLink:
    """Make the candidate's link anew and mail it; without an address it is for printing.

    Whatever link was sent before holds no more; answers stay. Refuses while the year of birth is
    missing, for it is what opens the link.
    """
    nomination = lock(nomination)
    require_member(user, nomination.unit)
    if not nomination.candidate.birth_year:
        raise Refused(_("Enter the candidate's date or year of birth first: it is what opens the link."))
    require_wordings()
    now = timezone.now()
    link = ConsentLink.objects.filter(nomination=nomination).first() or ConsentLink(nomination=nomination)
    link.nonce, link.language, link.sent_to, link.sent_by = new_nonce(), language, address, user
    link.sent_at, link.expires_at = now, holds_until(now, answered=link.answered_at is not None)
    link.tries, link.locked_at, link.opened_at = 0, None, None
    link.save()
    way = "mail" if address else "print"
    log(nomination, "nominations.send_consent_link", user=user, data={"way": way})
    notices.tell_candidate(link, "consent_link", key=f"consent-link-{link.pk}-{link.nonce}")
    return link


def lock_link(link: ConsentLink) -> ConsentLink:
    """Lock the link's row and return it as it is now; refuses one that has been replaced or has ended meanwhile."""
    found = ConsentLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if found.nonce != link.nonce or not found.is_open:
        raise Refused(_("This link can no longer be used. Ask your unit for a new one."))
    return found
