from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from .views import AuditEntryView, AuditIndex, may_read_log


class LogMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read_log(request.user)


class AuditLog(ViewSet):
    """The log in the admin: reading only."""

    name = "audit"
    url_prefix = "audit"
    icon = "history"
    menu_label = _("Log")
    menu_order = 180
    menu_item_class = LogMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        view = {"index_url_name": "audit:index", "index_results_url_name": "audit:index_results"}
        return [
            path("", AuditIndex.as_view(**view), name="index"),
            path("results/", AuditIndex.as_view(**view, results_only=True), name="index_results"),
            path("<int:sequence>/", AuditEntryView.as_view(), name="entry"),
        ]
