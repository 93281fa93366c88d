"""The head's endorsement: asked for by one person of the unit, given or refused by its head."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...campaigns.actions import lock_campaign
from ...refusals import NotEditable, Refused
from ...stages import Stage
from .. import notices
from ..endorsement import Endorsement, heads_besides, is_head
from ..models import NominationPage
from .endorsing import close
from .moving import lock, require_member
from .submission import hand_in, require_ready


@transaction.atomic
def ask_endorsement(
    *, nomination: NominationPage, user, base_revision: int | None = None, arrived_at: datetime | None = None
) -> Endorsement:
    """Lay a complete nomination before the unit's head, who is told by mail; asking twice asks once.

    It stays a draft, or returned, until the head endorses it; whatever is changed ends the request. Raises
    what submitting raises, and Refused where nobody but the asker heads the unit.
    """
    moment = arrived_at or timezone.now()
    campaign = lock_campaign(nomination.campaign)
    nomination = lock(nomination)
    require_member(user, nomination.unit)
    if not nomination.is_editable:
        raise NotEditable
    if not campaign.needs_endorsement:
        raise Refused(_("This campaign asks for no endorsement. Submit the nomination."))
    if waiting := nomination.endorsements.waiting().first():
        return waiting
    require_ready(nomination, campaign, base_revision=base_revision, moment=moment)
    if not heads_besides(nomination, user):
        raise Refused(no_head_words())
    # A version of its own: the one before may go while somebody goes on typing.
    version = nomination.get_latest_revision_as_object().save_revision(user=user, clean=False)
    asked = Endorsement.objects.create(
        nomination=nomination, revision=version, asked_by=user, asked_at=moment
    )
    log(nomination, "nominations.endorsement_asked", user=user, data={"endorsement": asked.pk})
    notices.endorsement_asked(asked)
    return asked


def no_head_words() -> str:
    """What a person reads whose unit has no other head."""
    return _(
        "The head's endorsement is a second person's act, and your unit has no other person registered as its head. "
        "Ask the department to register the head of your unit; the draft is kept."
    )


@transaction.atomic
def endorse_nomination(
    *, nomination: NominationPage, user, base_revision: int | None = None, arrived_at: datetime | None = None
) -> NominationPage:
    """Confirm a nomination as the unit's head, which submits it; the deadline is held at this moment.

    Endorsing twice answers with the first time. Raises what submitting raises.
    """
    moment = arrived_at or timezone.now()
    campaign = lock_campaign(nomination.campaign)
    nomination = lock(nomination)
    require_head(nomination, user)
    if nomination.stage == Stage.SUBMITTED:
        return nomination
    asked = require_waiting(nomination, user)
    require_ready(nomination, campaign, base_revision=base_revision, moment=moment)
    if asked.revision_id != nomination.latest_revision_id:
        raise Refused(changed_words())
    close(nomination, Endorsement.Outcome.ENDORSED, user=user)
    return hand_in(nomination, user=user, moment=moment)


@transaction.atomic
def send_back_to_officer(*, nomination: NominationPage, user, reason: str) -> Endorsement:
    """Hand a nomination back, as the unit's head, to whoever laid it before them, with the reason."""
    nomination = lock(nomination)
    require_head(nomination, user)
    require_waiting(nomination, user)
    if not reason.strip():
        raise Refused(_("Say what is to be mended."))
    answered = close(nomination, Endorsement.Outcome.SENT_BACK, user=user, reason=reason.strip())
    notices.sent_back(answered)
    return answered


@transaction.atomic
def take_back_request(*, nomination: NominationPage, user) -> None:
    """Take a request back that the head has not answered; twice is once."""
    nomination = lock(nomination)
    require_member(user, nomination.unit)
    if not nomination.is_editable:
        raise NotEditable
    close(nomination, Endorsement.Outcome.TAKEN_BACK, user=user)


def require_head(nomination: NominationPage, user) -> None:
    require_member(user, nomination.unit)
    if not is_head(user, nomination.unit_id):
        raise PermissionDenied


def require_waiting(nomination: NominationPage, user) -> Endorsement:
    """The request that waits for this head; refuse where there is none, or where it is their own."""
    asked = nomination.endorsements.waiting().first()
    if asked is None or not nomination.is_editable:
        raise Refused(changed_words())
    if asked.asked_by_id == user.pk:
        raise Refused(
            _("You asked for this endorsement yourself, so another head of your unit must give it.")
        )
    return asked


def changed_words() -> str:
    return _(
        "Nobody asks for your endorsement any more: the dossier was changed, or the request was taken back."
    )
