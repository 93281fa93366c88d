from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from ..dossiers.permissions import may_read_dossiers
from .views import CampaignDashboard, DashboardIndex, TableExport


class DashboardMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read_dossiers(request.user)


class Dashboards(ViewSet):
    """Figures about campaigns, in the admin."""

    name = "dashboards"
    url_prefix = "dashboards"
    icon = "view"
    menu_label = _("Dashboards")
    menu_order = 170
    menu_item_class = DashboardMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        return [
            path("", DashboardIndex.as_view(), name="index"),
            path("<int:campaign_id>/", CampaignDashboard.as_view(), name="campaign"),
            path("<int:campaign_id>/<slug:key>.xlsx", TableExport.as_view(), name="export"),
        ]
