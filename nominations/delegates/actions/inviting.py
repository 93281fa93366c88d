"""Invitations: sent, brought to mind, answered by link or by telephone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...links import new_nonce
from ...refusals import Refused
from .. import notices
from ..models import Delegate, Roster
from ..permissions import require_keeping
from ..rules import INVITABLE, UNANSWERED, State
from .people import lock_delegate
from .rosters import lock_roster

#: How long invitations lie in the outbox, where they can be held.
HOLD = timedelta(minutes=5)
#: Nobody is reminded twice within this time, whoever presses the button.
PAUSE = timedelta(hours=20)
ANSWERS = (State.ACCEPTED, State.DECLINED)
NEEDS = ("diet", "access", "transport")


@dataclass
class Outcome:
    """What came of inviting or reminding: to whom a letter leaves, and who has no address."""

    leaves_at: datetime
    written: list[Delegate] = field(default_factory=list)
    unreachable: list[Delegate] = field(default_factory=list)


@transaction.atomic
def invite(*, roster: Roster, delegates: Iterable[Delegate], user) -> Outcome:
    """Invite people who were not invited yet, each with a personal link; all others are passed over.

    Who has no address is named, and stays uninvited. Raises Refused once the conference has begun.
    """
    require_keeping(user)
    roster = lock_roster(roster)
    require_to_come(roster)
    chosen = locked(roster, delegates).filter(state__in=INVITABLE)
    return post(roster, chosen, "invitation", "nominations.delegates_invited", user, noted=note_invitation)


@transaction.atomic
def remind(*, roster: Roster, delegates: Iterable[Delegate], user) -> Outcome:
    """Remind people who were invited and have not answered, each at most once a day."""
    require_keeping(user)
    roster = lock_roster(roster)
    require_to_come(roster)
    earliest = timezone.now() - PAUSE
    chosen = locked(roster, delegates).filter(state__in=UNANSWERED, invited_at__lte=earliest)
    chosen = chosen.exclude(reminded_at__gt=earliest)
    return post(
        roster, chosen, "invitation_reminder", "nominations.delegates_reminded", user, noted=note_reminder
    )


def require_to_come(roster: Roster) -> None:
    if timezone.now() >= roster.conference.starts_at:
        raise Refused(_("The conference has begun, so nobody is invited any more."))


def locked(roster: Roster, delegates: Iterable[Delegate]):
    keys = [delegate.pk for delegate in delegates]
    return roster.delegates.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")


def post(roster: Roster, chosen, template: str, action: str, user, *, noted) -> Outcome:
    """Write one letter to each, and note it; one entry in the log for all."""
    now = timezone.now()
    outcome = Outcome(leaves_at=now + HOLD)
    batch = f"{template} {roster.pk} {now.isoformat()}"
    for delegate in chosen:
        delegate.roster = roster
        key = f"{template}-{delegate.pk}-{now.timestamp():.6f}"
        sent = notices.write_invitation(
            delegate, template, key=key, not_before=outcome.leaves_at, batch=batch
        )
        (outcome.written if sent else outcome.unreachable).append(delegate)
    for delegate in outcome.written:
        noted(delegate, now)
    Delegate.objects.bulk_update(outcome.written, ["state", "invited_at", "reminded_at"])
    if outcome.written:
        data = {"delegates": [delegate.pk for delegate in outcome.written], "batch": batch}
        log(roster, action, user=user, data=data)
    return outcome


def note_invitation(delegate: Delegate, now: datetime) -> None:
    delegate.state, delegate.invited_at = State.INVITED, now


def note_reminder(delegate: Delegate, now: datetime) -> None:
    delegate.reminded_at = now


@transaction.atomic
def answer_invitation(*, delegate: Delegate, answer: State, **needs) -> Delegate:
    """Take the answer of the person who holds the link; it may be changed until the last day.

    ``needs``: diet, access and transport, which whoever declines has none of. Raises Refused with a link that
    was replaced meanwhile, after the last day, and once the person has come.
    """
    roster = lock_roster(delegate.roster)
    found = lock_delegate(delegate)
    if found.nonce != delegate.nonce or found.state == State.LISTED:
        raise Refused(_("This link can no longer be used. Ask the organisers for a new one."))
    if not roster.takes_answers or found.state == State.ATTENDED:
        raise Refused(_("Answers are no longer taken here. Please call the organisers."))
    return keep_answer(roster, found, answer, needs, user=None)


@transaction.atomic
def record_answer(*, delegate: Delegate, answer: State, user) -> Delegate:
    """Note what a person answered by telephone or letter; what they need stays as it was written."""
    require_keeping(user)
    roster = lock_roster(delegate.roster)
    found = lock_delegate(delegate)
    if found.state == State.ATTENDED:
        raise Refused(_("This person has come already."))
    needs = {name: getattr(found, name) or "" for name in NEEDS} if answer == State.ACCEPTED else {}
    return keep_answer(roster, found, answer, needs, user=user)


def keep_answer(roster: Roster, delegate: Delegate, answer: State, needs: dict, *, user) -> Delegate:
    if answer not in ANSWERS:
        raise ValueError(answer)
    delegate.state, delegate.answered_at = answer, timezone.now()
    for name in NEEDS:
        setattr(delegate, name, needs.get(name, "") if answer == State.ACCEPTED else "")
    delegate.save()
    data = {"delegate": delegate.pk, "answer": str(answer)}
    log(roster, "nominations.invitation_answered", user=user, data=data)
    return delegate


@transaction.atomic
def renew_link(*, delegate: Delegate, user) -> Outcome:
    """Send a new link to one person who was invited; the one before opens nothing any more."""
    require_keeping(user)
    roster = lock_roster(delegate.roster)
    require_to_come(roster)
    delegate = lock_delegate(delegate)
    if delegate.state in (State.LISTED, State.ATTENDED):
        raise Refused(_("Only those who were invited and have not come get a new link."))
    delegate.nonce = new_nonce()
    delegate.save(update_fields=["nonce"])
    chosen = roster.delegates.filter(pk=delegate.pk)
    return post(roster, chosen, "invitation", "nominations.delegates_invited", user, noted=lambda *_: None)
