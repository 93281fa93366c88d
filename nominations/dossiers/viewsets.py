"""Where the reviewers' views hang in Wagtail's admin."""

from django.shortcuts import redirect
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.pages import PageViewSet

from .listing import listing_url
from .models import NominationPage
from .permissions import may_read_dossiers
from .views import DossierActionView, DossierView, refuse


def list_of_campaign(request, parent_page_id: int, **kwargs):
    """What lies below a campaign is its nominations: show them in their own list, not in the explorer."""
    return redirect(listing_url(request.user, campaign=parent_page_id))


class NominationPages(PageViewSet):
    """The admin views of a nomination: its dossier and the steps of its review, and no other.

    Views are refused by default, so that one which a later Wagtail adds is refused as well.
    """

    model = NominationPage
    name = "nomination_pages"
    add_to_admin_menu = False
    edit_view_class = DossierView
    workflow_action_view_class = DossierActionView

    def get_view_by_name(self, name):
        return {
            "edit": self.edit_view,
            "workflow_action": self.workflow_action_view,
            "index": list_of_campaign,
        }.get(name, refuse)


class NominationMenuItem(MenuItem):
    """Leads each reviewer to what waits for them, and is there for nobody else."""

    def is_shown(self, request):
        return may_read_dossiers(request.user)

    def render_component(self, request):
        component = super().render_component(request)
        component.url = listing_url(request.user)
        return component
