"""The candidate's answers, purpose by purpose."""

from django.db import transaction

from ...refusals import NotEditable
from ..models import Consent, NominationPage, consents_in_force
from .moving import lock, require_member

CONSENT_WORDING = "2026-1"


@transaction.atomic
def record_consents(*, nomination: NominationPage, user, answers: dict[str, bool]) -> None:
    """Add the answers that differ from those in force; earlier ones stay in the ledger."""
    nomination = lock(nomination)
    require_member(user, nomination.unit)
    if not nomination.is_editable:
        raise NotEditable
    known = consents_in_force(nomination)
    Consent.objects.bulk_create(
        Consent(
            nomination=nomination, purpose=purpose, given=given, wording=CONSENT_WORDING, recorded_by=user
        )
        for purpose, given in answers.items()
        if known.get(purpose) is not given
    )
