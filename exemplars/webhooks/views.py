"""Subscribers in the admin: who is told, what became of each message, and what can be done about it."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import CreateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from .actions import CHANGE, rotate_secret, send_again, send_test, switch
from .models import Delivery, Subscriber

State = Delivery.State
ON_A_PAGE = 50


def subscriber_url(subscriber: Subscriber) -> str:
    return reverse("webhooks:subscriber", args=[subscriber.pk])


def shown_once(request, subscriber: Subscriber, secret: str) -> TemplateResponse:
    """Show a secret; nobody can ask for it again, and no cache keeps the page."""
    page = SecretPage()
    page.setup(request, pk=subscriber.pk)
    context = page.get_context_data(secret=secret, subscriber=subscriber)
    response = TemplateResponse(request, page.template_name, context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


class SubscriberCreate(CreateView):
    """Add a subscriber and show its secret instead of a list."""

    def form_valid(self, form):
        super().form_valid(form)
        return shown_once(self.request, self.object, self.object.secret)


class ForWebhooks:
    """A view for those who may change subscribers; kept by no cache."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(CHANGE):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    @cached_property
    def subscriber(self) -> Subscriber:
        return get_object_or_404(Subscriber, pk=self.kwargs["pk"])


class WebhooksPage(ForWebhooks, WagtailAdminTemplateMixin, TemplateView):
    header_icon = "globe"

    def get_page_title(self):
        return self.subscriber.name

    def get_breadcrumbs_items(self):
        room = {"url": reverse("webhooks:index"), "label": _("Webhooks")}
        return [*super().get_breadcrumbs_items(), room, {"url": "", "label": self.get_page_title()}]


class SecretPage(WebhooksPage):
    template_name = "exemplars/webhooks/secret.html"


class SubscriberView(WebhooksPage):
    """One subscriber, and its messages, the latest first."""

    template_name = "exemplars/webhooks/subscriber.html"

    def get_context_data(self, **kwargs):
        states = dict(State.choices)
        state = self.request.GET.get("state", "")
        found = self.subscriber.deliveries.prefetch_related("log")
        if state in states:
            found = found.filter(state=state)
        page = Paginator(found, ON_A_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(**kwargs) | {
            "subscriber": self.subscriber,
            "deliveries": page,
            "states": [(value, label, value == state) for value, label in states.items()],
            "state": state if state in states else "",
            "failed": self.subscriber.deliveries.filter(state=State.FAILED).count(),
        }


class DeliveryView(WebhooksPage):
    """One message: its text, and each attempt with what came of it."""

    template_name = "exemplars/webhooks/delivery.html"

    @cached_property
    def delivery(self) -> Delivery:
        return get_object_or_404(self.subscriber.deliveries, pk=self.kwargs["delivery_id"])

    def get_page_title(self):
        return self.delivery.message_id

    def get_breadcrumbs_items(self):
        items = super().get_breadcrumbs_items()
        items.insert(-1, {"url": subscriber_url(self.subscriber), "label": self.subscriber.name})
        return items

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "subscriber": self.subscriber,
            "delivery": self.delivery,
            "attempts": self.delivery.log.all()[:ON_A_PAGE],
            "may_be_sent": self.delivery.state in (State.DELIVERED, State.FAILED)
            and self.subscriber.is_active,
        }


# --- Buttons --------------------------------------------------------------------------------------------


class Button(ForWebhooks, View):
    """Do one thing with a subscriber, and go back to its page."""

    http_method_names = ["post"]

    def post(self, request, **kwargs):
        return self.act(request) or redirect(subscriber_url(self.subscriber))

    def act(self, request):
        raise NotImplementedError


class TestButton(Button):
    def act(self, request):
        if not self.subscriber.is_active:
            messages.warning(request, _("This subscriber is switched off: nothing is sent to it."))
            return None
        delivery = send_test(subscriber=self.subscriber, user=request.user)
        messages.success(request, _("A test is on its way."))
        return redirect("webhooks:delivery", self.subscriber.pk, delivery.pk)


class RotateButton(Button):
    def act(self, request):
        secret = rotate_secret(subscriber=self.subscriber, user=request.user)
        return shown_once(request, self.subscriber, secret)


class SwitchButton(Button):
    on = False

    def act(self, request):
        switch(subscriber=self.subscriber, on=self.on, user=request.user)
        words = (
            _("It is told of changes again from now on.") if self.on else _("It is told nothing any more.")
        )
        messages.success(request, words)


class AgainButton(Button):
    """Send one message once more, or all that failed."""

    def act(self, request):
        key = self.kwargs.get("delivery_id")
        found = self.subscriber.deliveries.filter(**({"pk": key} if key else {"state": State.FAILED}))
        number = send_again(deliveries=found, user=request.user)
        if number:
            words = ngettext("%d message is sent again.", "%d messages are sent again.", number) % number
            messages.success(request, words)
        else:
            messages.warning(request, _("Nothing was changed: by now this is no longer possible."))
        return redirect("webhooks:delivery", self.subscriber.pk, key) if key and found.exists() else None
