"""Where the screeners' views hang in Wagtail's admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from ..dossiers.viewsets import NominationMenuItem
from .models import Honour
from .queue import Queue
from .views import CheckView, ClaimView, ClearanceView, FlagView, ReferView, RemarkView


class NominationListing(ViewSet):
    """The queue, with its own address and menu item."""

    name = "nominations"
    url_prefix = "nominations"
    icon = "folder-open-inverse"
    menu_label = _("Nominations")
    menu_order = 110
    menu_item_class = NominationMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        view = {"index_url_name": "nominations:index", "index_results_url_name": "nominations:index_results"}
        return [
            path("", Queue.as_view(**view), name="index"),
            path("results/", Queue.as_view(**view, results_only=True), name="index_results"),
        ]


class ScreeningViews(ViewSet):
    """What a screener presses in a dossier."""

    name = "screening"
    url_prefix = "nominations/screening"
    add_to_admin_menu = False

    def get_urlpatterns(self):
        return [
            path("<int:page_id>/claim/", ClaimView.as_view(), name="claim"),
            path("<int:page_id>/refer/", ReferView.as_view(), name="refer"),
            path("<int:page_id>/checks/<slug:key>/", CheckView.as_view(), name="check"),
            path("<int:page_id>/remarks/<str:place>/", RemarkView.as_view(), name="remark"),
            path("<int:page_id>/clearances/add/", ClearanceView.as_view(), name="new_clearance"),
            path("<int:page_id>/clearances/<int:clearance_id>/", ClearanceView.as_view(), name="clearance"),
            path("<int:page_id>/findings/<int:flag_id>/", FlagView.as_view(), name="flag"),
        ]


class HonourIndex(IndexView):
    """Searches names blind to case, diacritics and order, and decisions by their number."""

    is_searchable = True
    page_title = _("Register of honours")
    table_classname = "listing cards"

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        by_number = queryset.filter(decision_number__icontains=self.search_query.strip())
        return queryset.named(self.search_query) | by_number


class HonourViewSet(ModelViewSet):
    """The register of honours: filled by recognitions, and by hand for what was before."""

    model = Honour
    name = "honours"
    url_prefix = "nominations/honours"
    icon = "success"
    menu_label = _("Register of honours")
    menu_order = 115
    add_to_admin_menu = True
    index_view_class = HonourIndex
    list_display = [
        TitleColumn("name", label=_("Full name"), url_name="honours:edit", sort_key="folded_name"),
        Column("birth_year", label=_("Year of birth"), sort_key="birth_year"),
        Column("unit_name", label=_("Unit")),
        Column("award", label=_("Title or award"), sort_key="award"),
        Column("year", label=_("Year"), sort_key="year"),
        Column("decision_number", label=_("Decision number")),
    ]
    list_filter = ["year", "award"]
    search_fields = ["name"]
    copy_view_enabled = False
    inspect_view_enabled = True
    panels = Honour.panels
    exclude_form_fields = []
