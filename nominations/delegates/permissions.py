from django.core.exceptions import PermissionDenied

from ..doors import takes_part
from ..roles import KEEP_ROSTERS, READ_ROSTERS


def may_read_rosters(user) -> bool:
    """Say whether rosters are open to this person: those who keep them, auditors, superusers."""
    return user.is_active and user.has_perm(READ_ROSTERS)


def may_keep_rosters(user) -> bool:
    """Say whether this person invites, seats and receives people; superusers read and take no part."""
    return takes_part(user, KEEP_ROSTERS)


def require_keeping(user) -> None:
    if not may_keep_rosters(user):
        raise PermissionDenied
