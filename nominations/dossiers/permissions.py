from wagtail.models import PagePermissionTester


class NominationPermissionTester(PagePermissionTester):
    """Refuses what would publish, multiply, move or lose a nomination, to a superuser too."""

    def _never(self, *args, **kwargs):
        return False

    can_edit = can_publish = can_unpublish = can_publish_subpage = can_unschedule = _never
    can_copy = can_copy_to = can_move = can_move_to = can_delete = _never
    can_set_view_restrictions = can_reorder_children = can_add_subpage = _never
    can_submit_for_moderation = can_lock = can_unlock = _never
