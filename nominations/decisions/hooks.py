"""What this room adds to Wagtail's admin; imported by ``nominations.wagtail_hooks``."""

from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from ..dossiers.permissions import may_read_dossiers

LOG_ACTIONS = {
    "nominations.carry": (_("Carry a nomination over"), _("Carried over from an earlier campaign")),
    "nominations.sign_list": (_("Sign a list"), _("List signed")),
    "nominations.close_reserves": (_("End the reserves"), _("Reserves ended")),
}


class DecisionsMenuItem(MenuItem):
    """There for those who read dossiers, and for nobody else."""

    def is_shown(self, request):
        return may_read_dossiers(request.user)


@hooks.register("register_admin_menu_item")
def menu_item():
    return DecisionsMenuItem(
        _("Decisions"),
        reverse_lazy("decisions:index"),
        icon_name="clipboard-list",
        order=140,
        name="decisions",
    )


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("decisions/", include("nominations.decisions.urls"))]


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("nominations/decisions.css"))


@hooks.register("register_log_actions")
def log_actions(actions):
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)
