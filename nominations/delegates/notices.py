"""Mail to those who are invited: it names the conference and the person, and nothing of what they need."""

from datetime import datetime

from django.utils import timezone

from ..links import Purpose, full_address
from ..mail.actions import write_to_address
from .models import Delegate

#: There is no other way to the link.
INVITATION = "invitation"


def write_invitation(
    delegate: Delegate, template: str, *, key: str, not_before: datetime, batch: str
) -> bool:
    """Put an invitation, or a reminder of one, into the outbox; False where there is no address to write to."""
    roster = delegate.roster
    conference = roster.conference
    written = write_to_address(
        delegate.email,
        language=delegate.language,
        kind=INVITATION,
        template=template,
        context={
            "delegate": delegate,
            "roster": roster,
            "conference": conference,
            "starts_at": timezone.localtime(conference.starts_at),
            "url": full_address("invitation:page", Purpose.INVITATION, delegate.link, delegate.language),
        },
        key=key,
        campaign=roster.campaign,
        not_before=not_before,
        batch=batch,
    )
    return written is not None
