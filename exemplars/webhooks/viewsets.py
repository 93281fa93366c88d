from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.admin.viewsets.model import ModelViewSet

from .forms import SubscriberForm
from .models import Subscriber
from .views import (
    AgainButton,
    DeliveryView,
    RotateButton,
    SubscriberCreate,
    SubscriberView,
    SwitchButton,
    TestButton,
    subscriber_url,
)


class WebhooksRoom(ModelViewSet):
    """Subscribers, for those who may change them; the name leads to what was sent."""

    model = Subscriber
    name = "webhooks"
    icon = "globe"
    menu_label = _("Webhooks")
    menu_order = 520
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    add_view_class = SubscriberCreate
    search_fields = ["name", "url", "contact"]
    search_backend_name = None
    list_display = [
        TitleColumn("name", label=_("Name"), get_url=subscriber_url, sort_key="name"),
        Column("host", label=_("Address")),
        BooleanColumn("is_active", label=_("Active")),
        DateColumn("failing_since", label=_("Failing since")),
        Column("contact", label=_("Contact")),
    ]

    def get_form_class(self, for_update=False):
        return SubscriberForm

    def get_urlpatterns(self):
        one = "<int:pk>"
        return [
            *super().get_urlpatterns(),
            path(f"{one}/", SubscriberView.as_view(), name="subscriber"),
            path(f"{one}/test/", TestButton.as_view(), name="test"),
            path(f"{one}/secret/", RotateButton.as_view(), name="rotate"),
            path(f"{one}/on/", SwitchButton.as_view(on=True), name="switch-on"),
            path(f"{one}/off/", SwitchButton.as_view(on=False), name="switch-off"),
            path(f"{one}/again/", AgainButton.as_view(), name="again-all"),
            path(f"{one}/<int:delivery_id>/", DeliveryView.as_view(), name="delivery"),
            path(f"{one}/<int:delivery_id>/again/", AgainButton.as_view(), name="again"),
        ]
