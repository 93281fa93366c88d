from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from .models import Membership


class MembershipIndex(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("user", "unit")


class MembershipViewSet(ModelViewSet):
    """Who files nominations for which unit; administrators keep the list."""

    model = Membership
    name = "memberships"
    icon = "user"
    menu_label = _("Unit memberships")
    menu_order = 520
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = MembershipIndex
    list_display = ["__str__", "role"]
    list_filter = ["unit", "role"]
    search_fields = ["user__username", "user__first_name", "user__last_name", "unit__name_vi"]
    search_backend_name = None
    ordering = ["unit__sort_order", "pk"]
    panels = [
        FieldPanel("user"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("role")]),
        FieldPanel("phone"),
    ]
