"""What this room adds to Wagtail's admin; imported by ``nominations.wagtail_hooks``."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .viewsets import ConsultationDesk

LOG_ACTIONS = {
    "nominations.publish_consultation": (_("Publish a shortlist"), _("Shortlist published for comment")),
    "nominations.end_consultation": (_("End a consultation"), _("Public consultation on a shortlist ended")),
    "nominations.triage_comment": (_("Sort a comment"), _("Comment from the public sorted")),
    "nominations.read_comment": (_("Read a comment"), _("Comment and its sender's details read")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_viewset")
def register_viewset():
    return ConsultationDesk()


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("nominations/consultation.css"))
