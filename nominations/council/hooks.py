"""What this room adds to Wagtail's admin; imported by ``nominations.wagtail_hooks``."""

from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from ..dossiers.permissions import may_read_dossiers
from .panels import SeatPanel, SessionsPanel
from .permissions import may_follow_council, may_run_council, sits_on_council
from .seats import seats_of

LOG_ACTIONS = {
    "nominations.session_planned": (_("Plan a session"), _("Council session planned")),
    "nominations.session_changed": (_("Change a session"), _("Council session changed")),
    "nominations.session_opened": (_("Open a session"), _("Council session opened to its members")),
    "nominations.session_concluded": (_("Conclude a session"), _("Council session concluded")),
    "nominations.member_added": (_("Add a council member"), _("Council member added")),
    "nominations.member_changed": (_("Change a council member"), _("Council member changed")),
    "nominations.member_removed": (_("Remove a council member"), _("Council member removed")),
    "nominations.agenda_extended": (_("Put on the agenda"), _("Nominations put on the agenda")),
    "nominations.agenda_shortened": (_("Take off the agenda"), _("Nomination taken off the agenda")),
    "nominations.agenda_ordered": (_("Order the agenda"), _("Agenda put in order")),
    "nominations.conflict_declared": (_("Declare a conflict"), _("Conflict of interest declared")),
    "nominations.conflict_taken_back": (_("Take a conflict back"), _("Declaration of a conflict taken back")),
    "nominations.recusal_lifted": (_("Lift a recusal"), _("Recusal by likeness of names lifted")),
    "nominations.ballot_opened": (_("Open a ballot"), _("Ballot opened")),
    "nominations.ballot_closed": (_("Close a ballot"), _("Ballot closed")),
    "nominations.voters_reminded": (_("Remind voters"), _("Those who had not voted reminded")),
    "nominations.tie_decided": (_("Decide a tie"), _("Tie decided by the chair")),
    "nominations.relative_declared": (_("Declare a relative"), _("Council member declared a relative")),
    "nominations.relative_removed": (_("Remove a relative"), _("Council member removed a declared relative")),
}


@hooks.register("register_log_actions")
def register_log_actions(actions):
    for name, (label, message) in LOG_ACTIONS.items():
        actions.register_action(name, label, message)


@hooks.register("register_admin_urls")
def admin_urls():
    return [path("council/", include("nominations.council.urls"))]


# --- The secretary --------------------------------------------------------------------------------------


class CouncilMenuItem(MenuItem):
    """There for the secretary and for those who follow what the council decides."""

    def is_shown(self, request):
        return may_follow_council(request.user)


@hooks.register("register_admin_menu_item")
def council_menu_item():
    return CouncilMenuItem(
        _("Council"), reverse_lazy("council:sessions"), icon_name="clipboard-list", order=130, name="council"
    )


@hooks.register("construct_homepage_panels")
def add_sessions(request, panels):
    """Show the secretary where the council stands."""
    if may_run_council(request.user):
        panels.append(SessionsPanel())


@hooks.register("insert_global_admin_css")
def secretary_css():
    return format_html('<link rel="stylesheet" href="{}">', static("nominations/council.css"))


# --- Members --------------------------------------------------------------------------------------------


class SeatMenuItem(MenuItem):
    """There for those who sit on the council, and for nobody else."""

    def is_shown(self, request):
        return sits_on_council(request.user)


@hooks.register("register_admin_menu_item")
def seat_menu_item():
    return SeatMenuItem(
        _("My council sessions"),
        reverse_lazy("council:seats"),
        icon_name="group",
        order=131,
        name="council-seats",
    )


@hooks.register("construct_homepage_panels")
def add_seats(request, panels):
    """Give the dashboard of a member to what the council asks of that member."""
    if sits_on_council(request.user):
        is_alone = not may_read_dossiers(request.user)
        panels.append(SeatPanel(seats_of(request.user), is_alone=is_alone))


@hooks.register("insert_global_admin_css")
def member_css():
    return format_html('<link rel="stylesheet" href="{}">', static("nominations/council-member.css"))
