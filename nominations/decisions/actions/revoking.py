"""Taking a recognition back by a later decision."""

from datetime import date

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from exemplars.profiles.actions import revoke_approval

from ...campaigns.actions import lock_campaign
from ...dossiers.actions import lock, move_to
from ...dossiers.models import NominationPage
from ...stages import Move, Stage
from .. import notices
from ..access import obstacle_to_revoking, require_leader
from ..models import Revocation, Seat


@transaction.atomic
def revoke_recognition(
    *,
    nomination: NominationPage,
    user,
    number: str,
    decided_on: date,
    signatory: str,
    reason: str,
    signed_as: str = "",
) -> Revocation:
    """Revoke a recognition: the seat becomes free, the profile leaves the portal, the unit is told.

    Where the profile was public, a notice stands at its address from now on. Revoking twice answers with
    the first time. Raises Refused where nobody is recognised, ValidationError where the decision is
    incomplete or older than the one that it revokes.
    Source: Decree 98/2023: an award is withdrawn for false declarations.
    """
    require_leader(user)
    lock_campaign(nomination.campaign)
    nomination = lock(nomination)
    if obstacle_to_revoking(user, nomination):
        raise PermissionDenied
    if nomination.stage == Stage.REVOKED:
        return nomination.revocation
    move_to(nomination, Move.REVOKE, user=user, data={"decision": number.strip()})
    revocation = record_revocation(
        nomination,
        number=number.strip(),
        decided_on=decided_on,
        signed_as=signed_as,
        signatory=signatory.strip(),
        reason=reason.strip(),
        decided_by=user,
    )
    Seat.objects.filter(nomination=nomination).delete()
    revoke_approval(
        reference=nomination.reference,
        on=decided_on,
        decision=revocation.number,
        reason=revocation.reason,
        user=user,
    )
    notices.revoked(nomination)
    return revocation


def record_revocation(nomination: NominationPage, **columns) -> Revocation:
    """Store the revoking decision as typed, checked by its model; it is not older than what it revokes."""
    revocation = Revocation(nomination=nomination, **columns)
    revocation.full_clean()
    if revocation.decided_on < nomination.decision.decided_on:
        raise ValidationError(_("The recognition cannot be revoked before it was decided."))
    revocation.save()
    return revocation
