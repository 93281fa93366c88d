"""Registrations of the public side in Wagtail's admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from .columns import hooks as columns
from .profiles import hooks as profiles
from .profiles.viewsets import ApprovalChooser, ApprovalViewSet
from .vocabulary.viewsets import VocabularyGroup
from .webhooks import hooks as webhooks

register_snippet(VocabularyGroup)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [ApprovalViewSet(), ApprovalChooser("approval_chooser")]


hooks.register("before_bulk_action", profiles.guard_bulk_publish)
hooks.register("before_bulk_action", profiles.guard_bulk_deletion)
hooks.register("before_delete_page", profiles.guard_deletion)
hooks.register("before_copy_page", profiles.guard_copy)
# Both come before wagtail-localize's own, which would answer first.
hooks.register("before_edit_page", profiles.guard_translation, order=-10)
hooks.register("register_admin_urls", profiles.admin_urls, order=-10)
hooks.register("construct_homepage_panels", profiles.add_drafts_panel)
hooks.register("construct_reports_menu", profiles.trim_reports)
hooks.register("construct_page_chooser_queryset", columns.offer_readable_pages)
hooks.register("before_copy_page", columns.guard_copy)
hooks.register("construct_reports_menu", columns.trim_reports)
hooks.register("register_admin_viewset", webhooks.register_viewset)
hooks.register("register_log_actions", webhooks.register_log_actions)
