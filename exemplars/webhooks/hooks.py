"""What this room adds to Wagtail's admin; registered in ``exemplars.wagtail_hooks``."""

from django.utils.translation import gettext_lazy as _

from .viewsets import WebhooksRoom

LOG_ACTIONS = {
    "exemplars.test_webhook": (_("Test a subscriber"), _("Test sent to a subscriber")),
    "exemplars.rotate_webhook_secret": (_("Change a secret"), _("Secret of a subscriber changed")),
    "exemplars.switch_webhooks_on": (_("Switch a subscriber on"), _("Subscriber switched on")),
    "exemplars.switch_webhooks_off": (_("Switch a subscriber off"), _("Subscriber switched off")),
    "exemplars.send_webhook_again": (_("Send a message again"), _("Message sent again to a subscriber")),
}


def register_log_actions(actions) -> None:
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)


def register_viewset():
    return WebhooksRoom()
