"""What this room adds to Wagtail's admin; imported by ``nominations.wagtail_hooks``."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .views.reviewer import letter_file

LOG_ACTIONS = {
    "nominations.ask_referee": (_("Ask for a letter of support"), _("Letter of support asked for")),
    "nominations.cancel_letter": (
        _("Take back a request for a letter"),
        _("Request for a letter of support taken back"),
    ),
    "nominations.write_letter": (_("Send a letter of support"), _("Letter of support received")),
    "nominations.decline_letter": (_("Decline to write a letter"), _("Referee declined to write")),
    "nominations.open_letter": (_("Open a letter's file"), _("File of a letter of support opened")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("nominations/letters/<int:letter_id>/", letter_file, name="nominations_letter")]
