"""Who signs, who lets a reserve move up, and who reads the lists."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from ..doors import takes_part
from ..dossiers.models import NominationPage
from ..membership.models import belongs_to
from ..roles import DECIDE, RUN_COUNCIL


def is_leader(user) -> bool:
    return takes_part(user, DECIDE)


def is_secretary(user) -> bool:
    return takes_part(user, RUN_COUNCIL)


def require_leader(user) -> None:
    if not is_leader(user):
        raise PermissionDenied


def obstacle_to_revoking(user, nomination: NominationPage) -> str:
    """What keeps a leader from revoking this recognition, in words; empty where nothing does."""
    if nomination.submitted_by_id == user.pk:
        return _("You handed this nomination in, so somebody else must take this step.")
    if belongs_to(user, nomination.unit_id):
        return _("This nomination comes from your own unit, so somebody else must take this step.")
    return ""
