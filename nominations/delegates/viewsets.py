"""Where rosters hang in Wagtail's admin.

- ``delegates:index``; ``delegates:roster`` (roster_id): the people of one conference
- ``delegates:badges`` (roster_id): sheets to print; ``delegates:badge`` (code): what a badge's square opens
"""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from .permissions import may_read_rosters
from .views.badges import Badge, Badges
from .views.people import Act, Add, Person
from .views.rosters import Candidates, Index, Open, Particulars, RosterView, Send


class RostersMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read_rosters(request.user)


class Rosters(ViewSet):
    """Who goes to which conference."""

    name = "delegates"
    url_prefix = "delegates"
    icon = "group"
    menu_label = _("Delegates")
    menu_order = 165
    menu_item_class = RostersMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        return [
            path("", Index.as_view(), name="index"),
            path("open/<int:conference_id>/", Open.as_view(), name="open"),
            path("<int:roster_id>/", RosterView.as_view(), name="roster"),
            path("<int:roster_id>/invitation/", Particulars.as_view(), name="particulars"),
            path("<int:roster_id>/candidates/", Candidates.as_view(), name="candidates"),
            path("<int:roster_id>/add/", Add.as_view(), name="add"),
            path("<int:roster_id>/send/", Send.as_view(), name="send"),
            path("<int:roster_id>/badges/", Badges.as_view(), name="badges"),
            path("badge/<str:code>/", Badge.as_view(), name="badge"),
            path("people/<int:delegate_id>/", Person.as_view(), name="person"),
            path("people/<int:delegate_id>/<slug:act>/", Act.as_view(), name="act"),
        ]
