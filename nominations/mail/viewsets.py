from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from .permissions import may_read_mail
from .views.handling import AddressesView, AgainView, HandleView, MailView, OutboxView
from .views.listing import MailIndex


class MailMenuItem(MenuItem):
    def is_shown(self, request):
        return may_read_mail(request.user)


class MailRoom(ViewSet):
    """Mail in the admin."""

    name = "mail"
    url_prefix = "mail"
    icon = "mail"
    menu_label = _("Mail")
    menu_order = 170
    menu_item_class = MailMenuItem
    add_to_admin_menu = True

    def get_urlpatterns(self):
        view = {"index_url_name": "mail:index", "index_results_url_name": "mail:index_results"}
        return [
            path("", MailIndex.as_view(**view), name="index"),
            path("results/", MailIndex.as_view(**view, results_only=True), name="index_results"),
            path("outbox/", OutboxView.as_view(), name="outbox"),
            path("addresses/", AddressesView.as_view(), name="addresses"),
            path("again/", AgainView.as_view(), name="again"),
            path("<int:message_id>/", MailView.as_view(), name="mail"),
            path("<int:message_id>/<slug:name>/", HandleView.as_view(), name="handle"),
        ]
