"""What officers do with mail: hold, let go, take back, send again; one, or a whole mass mail."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from ...doors import takes_part
from ...roles import HANDLE_MAIL
from ..delivery import enqueue
from ..models import BouncingAddress, Message

State = Message.State


@dataclass(frozen=True)
class Handling:
    """What may be done with mails of certain states, and what they become."""

    states: tuple[str, ...]
    becomes: Callable[[Message], dict]
    log_action: str


def let_go(message: Message) -> dict:
    now = timezone.now()
    return {"state": State.WAITING, "due_at": max(message.not_before or now, now)}


def begin_again(message: Message) -> dict:
    return {"state": State.WAITING, "due_at": timezone.now(), "attempts": 0, "error": ""}


#: By the name that stands in the address of the form.
HANDLINGS = {
    "hold": Handling(
        (State.WAITING,), lambda m: {"state": State.HELD, "due_at": None}, "nominations.hold_mail"
    ),
    "release": Handling((State.HELD,), let_go, "nominations.release_mail"),
    "cancel": Handling(
        (State.WAITING, State.HELD, State.UNCERTAIN),
        lambda m: {"state": State.CANCELLED, "due_at": None},
        "nominations.cancel_mail",
    ),
    "retry": Handling(
        (State.FAILED, State.UNCERTAIN, State.BOUNCED, State.CANCELLED), begin_again, "nominations.retry_mail"
    ),
}


@transaction.atomic
def handle_mail(*, name: str, messages, user) -> int:
    """Do one of ``HANDLINGS`` with each of the mails that stands where it may be done; answer with how many.

    Locks them, so that a mail that a worker has in hand by then is left to it. To an address that still
    returns mail nothing is sent again. Raises PermissionDenied.
    """
    if not takes_part(user, HANDLE_MAIL):
        raise PermissionDenied
    handling = HANDLINGS[name]
    # By their keys: of a list narrowed by filters, PostgreSQL would lock no row.
    chosen = Message.objects.filter(pk__in=messages.order_by().values("pk"), state__in=handling.states)
    found = list(chosen.select_for_update(of=("self",)).order_by("pk"))
    if name == "retry":
        returning = set(BouncingAddress.objects.values_list("address", flat=True))
        found = [message for message in found if message.address.lower() not in returning]
    for message in found:
        for column, value in handling.becomes(message).items():
            setattr(message, column, value)
    Message.objects.bulk_update(found, ["state", "due_at", "attempts", "error"])
    for message in found:
        if message.due_at is not None:
            enqueue(message)
    if found:
        data = {"mails": len(found), "batch": found[0].batch} if len(found) > 1 else {}
        log(found[0], handling.log_action, user=user, data=data)
    return len(found)
