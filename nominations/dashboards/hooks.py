"""What this room adds to Wagtail's admin; imported by ``nominations.wagtail_hooks``."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from ..dossiers.permissions import may_read_dossiers
from .viewsets import Dashboards


@hooks.register("register_admin_viewset")
def register_viewset():
    return Dashboards()


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("nominations/dashboards.css"))


@hooks.register("construct_main_menu")
def leave_out_wagtails_reports(request, items):
    """Show reviewers one item of this name: Wagtail's own reports are about pages, for those who build sites."""
    if may_read_dossiers(request.user) and not request.user.is_superuser:
        items[:] = [item for item in items if item.name != "reports"]
