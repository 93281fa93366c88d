"""Registrations of the confidential side in Wagtail's admin."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .dossiers import hooks as dossiers
from .dossiers.viewsets import NominationListing, NominationPages
from .membership.viewsets import MembershipViewSet

LOG_ACTIONS = {
    "nominations.create": (_("Open a nomination"), _("Nomination opened")),
    "nominations.attach": (_("Attach a file"), _("File attached")),
    "nominations.detach": (_("Remove a file"), _("File removed")),
    "nominations.submit": (_("Submit a nomination"), _("Nomination submitted")),
    "nominations.accept": (_("Accept a nomination"), _("Nomination accepted")),
    "nominations.return": (_("Return a nomination"), _("Nomination returned to its unit")),
    "nominations.approve": (_("Recognise a candidate"), _("Candidate recognised")),
    "nominations.decline": (_("Decline a candidate"), _("Candidate not selected")),
    "nominations.withdraw": (_("Withdraw a nomination"), _("Nomination withdrawn")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [NominationPages(), NominationListing(), MembershipViewSet()]


for name, function in {
    "register_admin_urls": dossiers.admin_urls,
    "insert_global_admin_css": dossiers.admin_css,
    "construct_homepage_panels": dossiers.add_review_panel,
    "construct_main_menu": dossiers.trim_menu,
    "construct_page_chooser_queryset": dossiers.without_nominations,
    "construct_explorer_page_queryset": dossiers.explorable_pages,
    "before_copy_page": dossiers.guard_copy,
    "before_move_page": dossiers.guard_page,
    "before_delete_page": dossiers.guard_page,
    "before_bulk_action": dossiers.guard_bulk_action,
}.items():
    hooks.register(name, function)
