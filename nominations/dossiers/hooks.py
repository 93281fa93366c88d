"""Guards and furniture that Wagtail's admin asks for; registered in ``nominations.wagtail_hooks``."""

from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.models import Page

from ..campaigns.models import CampaignPage
from .models import NominationPage
from .panels import ReviewPanel
from .permissions import takes_review_steps
from .revealing import RevealView
from .serving import serve_evidence, serve_preview, serve_thumbnail

#: Bulk actions that would multiply, move, lose or publish what lies below a page.
GUARDED_BULK_ACTIONS = frozenset({"copy", "delete", "move", "publish", "unpublish"})


# --- Above nominations ------------------------------------------------------------------------------


def holds_nominations(page: Page) -> bool:
    """Say whether the page is a nomination or has any below it."""
    return NominationPage.objects.descendant_of(page, inclusive=True).exists()


def guard_page(request, page: Page, *args):
    """Stop what would copy, move or delete nominations with a page above them; nobody asks the children."""
    if not holds_nominations(page):
        return None
    messages.error(
        request,
        _("“%(title)s” holds nominations, so it can be neither copied nor moved nor deleted.")
        % {"title": page.get_admin_display_title()},
    )
    return redirect("wagtailadmin_home")


def guard_copy(request, page: Page):
    """Stop copies of nominations, and of campaigns: two of one code and year would give the same codes."""
    if answer := guard_page(request, page):
        return answer
    if not CampaignPage.objects.descendant_of(page, inclusive=True).exists():
        return None
    text = _("A campaign cannot be copied: its code and its year are its own. Make a new one instead.")
    messages.error(request, text)
    return redirect("wagtailadmin_home")


def guard_bulk_action(request, action_type, objects, action):
    """Stop a bulk action as a whole when one of its pages holds nominations."""
    if action_type not in GUARDED_BULK_ACTIONS:
        return None
    held = [page for page in objects if isinstance(page, Page) and holds_nominations(page)]
    if not held or (action_type in ("publish", "unpublish") and not reaches_below(action)):
        return None
    titles = ", ".join(f"“{page.get_admin_display_title()}”" for page in held)
    messages.error(request, _("Nothing was done: %(titles)s holds nominations.") % {"titles": titles})
    return redirect(action.next_url)


def reaches_below(action) -> bool:
    """Say whether a bulk action was asked to include the pages below the chosen ones."""
    return bool(action.cleaned_form.cleaned_data.get("include_descendants"))


# --- Lists that nominations stay out of -------------------------------------------------------------


def without_nominations(pages, request):
    """Pages to choose from: a nomination has no address, so nothing can link to it."""
    return pages.not_type(NominationPage)


def explorable_pages(parent_page, pages, request):
    """Pages of the explorer: nominations have a list of their own, and drafts are their unit's alone."""
    return pages.not_type(NominationPage)


# --- Furniture --------------------------------------------------------------------------------------


def add_review_panel(request, panels) -> None:
    """Put our panel in the place of Wagtail's, which offers steps without the dossier behind them."""
    if takes_review_steps(request.user):
        panels[:] = [panel for panel in panels if not isinstance(panel, WorkflowObjectsToModeratePanel)]
        panels.append(ReviewPanel())


def trim_menu(request, items) -> None:
    """Leave Wagtail's own help, which is for those who build sites, to superusers."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name != "help"]


def admin_urls():
    return [
        path("nominations/evidence/<int:evidence_id>/", serve_evidence, name="nominations_evidence"),
        path(
            "nominations/evidence/<int:evidence_id>/preview/",
            serve_preview,
            name="nominations_evidence_preview",
        ),
        path(
            "nominations/evidence/<int:evidence_id>/small/",
            serve_thumbnail,
            name="nominations_evidence_thumbnail",
        ),
        path("nominations/<int:page_id>/reveal/", RevealView.as_view(), name="nominations_reveal"),
    ]


def admin_css():
    return format_html('<link rel="stylesheet" href="{}">', static("nominations/admin.css"))
