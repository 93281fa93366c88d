"""What a reviewer meets first: the nominations that wait for this very person."""

from wagtail.admin.ui.components import Component

from .listing import listing_url
from .models import NominationPage

SHOWN = 10


class ReviewPanel(Component):
    """On the dashboard: how many nominations wait for the person, and those that have waited longest."""

    name = "nominations_to_review"
    template_name = "nominations/dossiers/review_panel.html"
    order = 100

    def get_context_data(self, parent_context):
        user = parent_context["request"].user
        waiting = NominationPage.objects.readable_by(user).awaiting(user)
        return {
            "count": waiting.count(),
            "nominations": waiting.with_dossier().oldest_first()[:SHOWN],
            "listing_url": listing_url(user),
        }
