"""What this room adds to Wagtail's admin; imported by ``nominations.wagtail_hooks``."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .settings_panel import MailSettingsPanel
from .viewsets import MailRoom

LOG_ACTIONS = {
    "nominations.hold_mail": (_("Hold mail back"), _("Mail held back")),
    "nominations.release_mail": (_("Let mail go"), _("Mail let go")),
    "nominations.cancel_mail": (_("Take mail back"), _("Mail taken back before it left")),
    "nominations.retry_mail": (_("Send mail again"), _("Mail sent again")),
    "nominations.clear_address": (_("Clear an address"), _("Address that returned mail cleared")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_viewset")
def register_viewset():
    return MailRoom()


@hooks.register("register_account_settings_panel")
def register_settings_panel(request, user, profile):
    return MailSettingsPanel(request, user, profile)


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("nominations/mail.css"))
