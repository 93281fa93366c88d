"""What this room adds to Wagtail's admin; imported by ``nominations.wagtail_hooks``."""

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .viewsets import Papers, TemplatesMenuItem

LOG_ACTIONS = {
    "nominations.paper_generated": (_("Make a paper"), _("Paper made")),
    "nominations.paper_downloaded": (_("Download a paper"), _("Paper downloaded")),
    "nominations.paper_issued": (_("Issue a paper to its unit"), _("Paper issued to its unit")),
    "nominations.template_replaced": (_("Replace a template"), _("Template of a paper replaced")),
    "nominations.template_restored": (_("Restore a template"), _("Default template of a paper restored")),
    "nominations.recipients_changed": (_("Change recipients"), _("Recipients of a paper changed")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_viewset")
def register_viewset():
    return Papers()


@hooks.register("register_settings_menu_item")
def register_templates():
    return TemplatesMenuItem(
        _("Templates of papers"),
        reverse("papers:templates"),
        name="paper-templates",
        icon_name="doc-full-inverse",
        order=610,
    )


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("nominations/papers.css"))
