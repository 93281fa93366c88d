"""What this room adds to Wagtail's admin; imported by ``nominations.wagtail_hooks``."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .viewsets import HonourViewSet, NominationListing, ScreeningViews

LOG_ACTIONS = {
    "nominations.claim": (_("Take a nomination in hand"), _("Taken in hand")),
    "nominations.refer": (_("Refer a nomination to another screener"), _("Referred to another screener")),
    "nominations.check": (_("Answer a check"), _("Check answered")),
    "nominations.clearance": (_("Record a clearance"), _("Clearance recorded")),
    "nominations.judge": (_("Judge what the machine points out"), _("Warning judged")),
    "nominations.remark": (_("Write a remark"), _("Remark written")),
    "nominations.remove_remark": (_("Remove a remark"), _("Remark removed")),
    "nominations.explain": (_("Explain a remark"), _("The unit explained a remark")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [NominationListing(), ScreeningViews(), HonourViewSet()]


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("nominations/screening.css"))
