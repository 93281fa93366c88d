"""What a returned mail tells about an address, and taking that back when the address works again."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from ...doors import takes_part
from ...roles import HANDLE_MAIL
from ..models import BouncingAddress, Message
from ..reports import Report

State = Message.State


@transaction.atomic
def record_bounce(report: Report) -> Message | None:
    """Mark the mail that a report says was not delivered, and its address where it never will be.

    Believes a report only when it brings back the Message-ID of a mail of ours, which nobody can guess.
    None where it is about no such mail, or says that delivery goes on.
    """
    if not report.is_failure:
        return None
    message = Message.objects.select_for_update().filter(message_id=report.message_id).first()
    if message is None:
        return None
    message.state, message.due_at, message.error = State.BOUNCED, None, report.words[:1000]
    message.save(update_fields=["state", "due_at", "error"])
    if report.is_permanent:
        stop_writing_to(message.address, report.words[:1000])
    return message


def stop_writing_to(address: str, reason: str) -> None:
    """Remember that an address returns mail, and keep back what was about to leave for it."""
    BouncingAddress.objects.get_or_create(address=address.lower(), defaults={"reason": reason})
    waiting = Message.objects.filter(address__iexact=address, state__in=[State.WAITING, State.HELD])
    waiting.update(state=State.BOUNCED, due_at=None, error=reason)


@transaction.atomic
def clear_address(*, address: BouncingAddress, user) -> None:
    """Write to an address again; what came back from it can be sent again. Raises PermissionDenied."""
    if not takes_part(user, HANDLE_MAIL):
        raise PermissionDenied
    log(address, "nominations.clear_address", user=user)
    address.delete()
