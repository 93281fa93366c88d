"""What an editor meets first: the profiles that wait to be completed and published."""

from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from .models import ExemplarIndexPage, ExemplarPage
from .querysets import GONE

SHOWN = 10


def publishes_profiles(user) -> bool:
    """Say whether the person may publish below any book of honour."""
    return any(
        index.permissions_for_user(user).can_publish_subpage() for index in ExemplarIndexPage.objects.all()
    )


def profiles_to_complete(user):
    """Drafts that this person may publish, the newest first; none that is scheduled or was taken back."""
    publishable = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "publish")
    return (
        ExemplarPage.objects.annotate_approved_schedule()
        .filter(live=False, _approved_schedule=False, pk__in=publishable.values("pk"))
        .exclude(GONE)
        .select_related("unit", "field", "approval", "locale")
        .order_by("-latest_revision_created_at", "-pk")
    )


class DraftsPanel(Component):
    """On the dashboard: how many profiles wait to be completed, and the newest of them."""

    name = "profiles_to_complete"
    template_name = "exemplars/admin/drafts_panel.html"
    order = 105

    def get_context_data(self, parent_context):
        drafts = profiles_to_complete(parent_context["request"].user)
        return {"count": drafts.count(), "drafts": drafts[:SHOWN]}
