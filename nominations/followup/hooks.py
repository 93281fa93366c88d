"""What this room adds to Wagtail's admin; imported by ``nominations.wagtail_hooks``."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .viewsets import Chasing, ForUnits

LOG_ACTIONS = {
    "nominations.duty_reported": (_("Report on an assignment"), _("Progress of an assignment reported")),
    "nominations.duty_answered": (_("Answer a report"), _("Report on an assignment answered")),
    "nominations.duty_done": (_("Find an assignment done"), _("Assignment found done")),
    "nominations.duty_reopened": (_("Reopen an assignment"), _("Assignment reopened")),
    "nominations.units_chased": (_("Remind units"), _("Units reminded")),
    "nominations.abstained": (_("Nominate nobody"), _("A unit nominates nobody")),
    "nominations.abstention_taken_back": (_("Nominate after all"), _("A unit may nominate after all")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_viewset")
def register_viewsets():
    return [Chasing(), ForUnits()]


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("nominations/followup.css"))
