from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ..changes.models import Event
from .models import Subscriber, every_event
from .rules import may_be_reached
from .sockets import Refused, target_of


class SubscriberForm(WagtailAdminModelForm):
    """Who is told, where, and of what. Names are looked up when something is sent, and each time anew."""

    events = forms.MultipleChoiceField(
        label=_("Tell of"),
        choices=Event.choices,
        initial=every_event,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Subscriber
        fields = ["name", "url", "events", "contact"]

    def clean_url(self):
        url = self.cleaned_data["url"].strip()
        try:
            target = target_of(url)
        except Refused as refused:
            raise forms.ValidationError(
                _("This is not a complete web address without a name and password in it.")
            ) from refused
        if not target.is_secure and not getattr(settings, "WEBHOOKS_ALLOW_HTTP", False):
            raise forms.ValidationError(_("The address must begin with https://."))
        if not may_be_named(target.host):
            raise forms.ValidationError(_("This address lies in a private network and may not be reached."))
        return url


def may_be_named(host: str) -> bool:
    """Say whether a host may stand in an address: numbers are judged at once, names when they are looked up."""
    try:
        return may_be_reached(host, getattr(settings, "WEBHOOKS_NETWORKS", ()))
    except ValueError:
        return host.rstrip(".").lower() != "localhost"
