"""A unit asks for letters, asks again, and takes a request back."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from ...dossiers.actions import lock, require_member
from ...dossiers.models import NominationPage
from ...links import new_nonce
from ...refusals import NotEditable, Refused
from .. import notices
from ..models import LetterRequest
from ..rules import State


@transaction.atomic
def ask_referee(
    *,
    nomination: NominationPage,
    user,
    name: str,
    email: str,
    relation: str,
    message: str,
    due_on: date,
    language: str = "vi",
) -> LetterRequest:
    """Ask one referee for a letter, by mail; the same referee is asked once for a nomination.

    Raises NotEditable once the nomination was handed in, and Refused beyond the campaign's limit.
    """
    nomination = lock(nomination)
    require_member(user, nomination.unit)
    if not nomination.is_editable:
        raise NotEditable
    email = email.strip().lower()
    standing = nomination.letters.standing()
    if standing.filter(email=email).exists():
        raise Refused(_("%(address)s has been asked already.") % {"address": email})
    limit = nomination.campaign.most_letters
    if not limit:
        raise Refused(_("This campaign takes no letters of support."))
    if standing.count() >= limit:
        words = ngettext(
            "One letter may be asked for in this campaign.",
            "At most %(limit)d letters may be asked for in this campaign.",
            limit,
        )
        raise Refused(words % {"limit": limit})
    letter = LetterRequest.objects.create(
        nomination=nomination, name=name, email=email, relation=relation, message=message, due_on=due_on,
        language=language, asked_by=user,
    )  # fmt: skip
    log(nomination, "nominations.ask_referee", user=user, data={"letter": letter.pk})
    notices.tell_referee(letter, "letter_request", key=f"letter-{letter.pk}-{letter.nonce}")
    return letter


@transaction.atomic
def ask_again(*, letter: LetterRequest, user, due_on: date) -> LetterRequest:
    """Send a referee who has not answered a new link with a new last day; the old one holds no more."""
    nomination = lock(letter.nomination)
    require_member(user, nomination.unit)
    letter = lock_letter(letter)
    if not nomination.is_editable:
        raise NotEditable
    if letter.state not in (State.ASKED, State.OPENED, State.LATE):
        raise Refused(_("This request is closed: %(state)s.") % {"state": letter.state_words})
    letter.nonce, letter.due_on, letter.asked_at, letter.asked_by = new_nonce(), due_on, timezone.now(), user
    letter.opened_at = letter.reminded_at = None
    letter.save()
    log(nomination, "nominations.ask_referee", user=user, data={"letter": letter.pk})
    notices.tell_referee(letter, "letter_request", key=f"letter-{letter.pk}-{letter.nonce}")
    return letter


@transaction.atomic
def cancel_request(*, letter: LetterRequest, user) -> None:
    """Take a request back while nobody has answered it; a letter that came cannot be sorted out by the unit."""
    nomination = lock(letter.nomination)
    require_member(user, nomination.unit)
    letter = lock_letter(letter)
    if letter.cancelled_at:
        return
    if not nomination.is_editable:
        raise NotEditable
    if letter.answered_at:
        raise Refused(_("The letter has come, so the request can no longer be taken back."))
    letter.cancelled_at, letter.nonce = timezone.now(), new_nonce()
    letter.save(update_fields=["cancelled_at", "nonce"])
    log(nomination, "nominations.cancel_letter", user=user, data={"letter": letter.pk})


def lock_letter(letter: LetterRequest) -> LetterRequest:
    """Lock a request and return it as it is now; call it with its nomination locked."""
    return LetterRequest.objects.select_for_update(of=("self",)).get(pk=letter.pk)
