"""A request for the head's endorsement is about one version: whatever changes the dossier ends it."""

from django.utils import timezone
from wagtail.log_actions import log

from ..endorsement import Endorsement
from ..models import NominationPage


def let_lapse(nomination: NominationPage, *, user) -> None:
    """End the request that waits for the head, for the dossier is another now; call it under the lock."""
    close(nomination, Endorsement.Outcome.LAPSED, user=user)


def close(nomination: NominationPage, outcome: str, *, user, **values) -> Endorsement | None:
    """Write what became of the request that waits, and the log entry; answer it, or None where none waits."""
    found = nomination.endorsements.waiting().first()
    if found is None:
        return None
    found.outcome, found.answered_by, found.answered_at = outcome, user, timezone.now()
    found.reason = values.get("reason", "")
    found.save()
    log(nomination, f"nominations.endorsement_{outcome}", user=user, data={"endorsement": found.pk})
    return found
