from wagtail.models import PagePermissionTester

from ..roles import DECIDE, READ_DOSSIERS, SCREEN, SIT_ON_COUNCIL


def may_read_dossiers(user) -> bool:
    """Say whether the reviewers' side of the admin is open to this person."""
    return user.has_perm(READ_DOSSIERS)


def may_open_dossiers(user) -> bool:
    """Say whether any dossier can be open to this person: a member of the council reads those of open sessions."""
    return may_read_dossiers(user) or user.has_perm(SIT_ON_COUNCIL)


def takes_review_steps(user) -> bool:
    """Say whether nominations ever wait for this person; superusers read and take no part."""
    return (
        may_read_dossiers(user)
        and not user.is_superuser
        and any(user.has_perm(name) for name in (SCREEN, DECIDE))
    )


class NominationPermissionTester(PagePermissionTester):
    """Refuses what would publish, multiply, move or lose a nomination, to a superuser too."""

    def _never(self, *args, **kwargs):
        return False

    can_edit = can_publish = can_unpublish = can_publish_subpage = can_unschedule = _never
    can_copy = can_copy_to = can_move = can_move_to = can_delete = _never
    can_set_view_restrictions = can_reorder_children = can_add_subpage = _never
    can_submit_for_moderation = can_lock = can_unlock = _never
