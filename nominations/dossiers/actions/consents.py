"""The candidate's answers, purpose by purpose, as the unit carries them over from the signed paper."""

from django.db import transaction
from django.utils.translation import gettext as _

from ...refusals import Conflict, NotEditable, Refused
from ..models import Consent, ConsentWording, NominationPage, answers_in_force, wordings_in_force
from .endorsing import let_lapse
from .moving import lock, require_member


@transaction.atomic
def record_consents(
    *, nomination: NominationPage, user, answers: dict[str, bool], seen: int | None = None
) -> bool:
    """Add the answers that differ from those in force; earlier ones stay in the ledger. Says whether there were any.

    ``seen`` is the last answer from the paper that the person saw (0: none; None: do not compare). Raises
    Conflict when a colleague has entered another since. What the candidate answered personally is the
    candidate's to change: raises Refused.
    """
    nomination = lock(nomination)
    require_member(user, nomination.unit)
    if not nomination.is_editable:
        raise NotEditable
    if seen is not None and unseen_answers(nomination, seen).exclude(recorded_by=user).exists():
        raise Conflict
    known = answers_in_force(nomination)
    changed = {
        purpose: given
        for purpose, given in answers.items()
        if purpose not in known or known[purpose].given is not given
    }
    if any(purpose in known and known[purpose].is_own_word for purpose in changed):
        raise Refused(
            _(
                "The candidate answered this personally, so only the candidate changes it. Send the link again."
            )
        )
    if changed:
        let_lapse(nomination, user=user)
    wordings = require_wordings()
    Consent.objects.bulk_create(
        Consent(
            nomination=nomination, purpose=purpose, given=given, wording=wordings[purpose], recorded_by=user
        )
        for purpose, given in changed.items()
    )
    return bool(changed)


def unseen_answers(nomination: NominationPage, seen: int):
    """The answers that people of the unit carried over from the paper after the one with this key."""
    return nomination.consents.filter(way=Consent.Way.UNIT, pk__gt=seen)


def require_wordings() -> dict[str, ConsentWording]:
    """The wording in force for every purpose; refuses where an administrator has left one without."""
    wordings = wordings_in_force()
    if missing := [purpose.label for purpose in Consent.Purpose if purpose not in wordings]:
        raise Refused(
            _("No wording is in force for: %(purpose)s. Please call the department.")
            % {"purpose": ", ".join(map(str, missing))}
        )
    return wordings
