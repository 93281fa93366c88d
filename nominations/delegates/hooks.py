"""What this room adds to Wagtail's admin; imported by ``nominations.wagtail_hooks``."""

from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.models import Page

from .models import Roster
from .viewsets import Rosters

LOG_ACTIONS = {
    "nominations.roster_opened": (
        gettext_lazy("Open a roster"),
        gettext_lazy("Roster of a conference opened"),
    ),
    "nominations.roster_changed": (
        gettext_lazy("Change an invitation's words"),
        gettext_lazy("Words of an invitation changed"),
    ),
    "nominations.delegates_added": (gettext_lazy("Add to a roster"), gettext_lazy("People put on a roster")),
    "nominations.delegate_changed": (
        gettext_lazy("Change a person on a roster"),
        gettext_lazy("Person on a roster changed"),
    ),
    "nominations.delegate_honoured": (
        gettext_lazy("Choose the delegate for digital transformation"),
        gettext_lazy("Delegate for digital transformation chosen"),
    ),
    "nominations.delegate_removed": (
        gettext_lazy("Take off a roster"),
        gettext_lazy("Person taken off a roster"),
    ),
    "nominations.delegates_invited": (gettext_lazy("Invite"), gettext_lazy("People invited to a conference")),
    "nominations.delegates_reminded": (
        gettext_lazy("Remind of an invitation"),
        gettext_lazy("People reminded of an invitation"),
    ),
    "nominations.invitation_answered": (
        gettext_lazy("Answer an invitation"),
        gettext_lazy("Invitation answered"),
    ),
    "nominations.delegate_arrived": (gettext_lazy("Note an arrival"), gettext_lazy("Arrival noted")),
    "nominations.arrival_taken_back": (
        gettext_lazy("Take back an arrival"),
        gettext_lazy("Arrival taken back"),
    ),
    "nominations.badges_made": (gettext_lazy("Make badges"), gettext_lazy("Badges made")),
    "nominations.roster_forgotten": (
        gettext_lazy("Destroy a roster's private records"),
        gettext_lazy("Private records of a roster destroyed"),
    ),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_viewset")
def register_viewset():
    return Rosters()


@hooks.register("insert_global_admin_css")
def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("nominations/delegates.css"))


def has_roster(page: Page) -> bool:
    """Say whether a roster rests on a page or on one below it; the database would refuse to delete it."""
    return Roster.objects.filter(conference__path__startswith=page.path).exists()


@hooks.register("before_delete_page")
def guard_deletion(request, page):
    if not has_roster(page):
        return None
    messages.error(request, _("Nothing was deleted: a conference with a roster stays."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_bulk_action")
def guard_bulk_deletion(request, action_type, objects, action):
    if action_type != "delete" or not any(isinstance(one, Page) and has_roster(one) for one in objects):
        return None
    messages.error(request, _("Nothing was deleted: a conference with a roster stays."))
    return redirect(action.next_url)
