"""What this room adds to Wagtail's admin; imported by ``nominations.wagtail_hooks``."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.log_actions import log

from .viewsets import AuditLog
from .words import LOG_ACTIONS


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_viewset")
def register_viewset():
    return AuditLog()


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("nominations/audit.css"))


@hooks.register("after_bulk_action")
def log_bulk_activity(request, action_type, objects, action):
    """Log accounts that were switched on or off together: Wagtail writes them past every signal."""
    if action_type != "set_active_state":
        return
    is_active = action.cleaned_form.cleaned_data["mark_as_active"]
    for user in objects:
        data = {"is_active": [not is_active, is_active]}
        log(user, "nominations.change_setting", user=request.user, data=data)
