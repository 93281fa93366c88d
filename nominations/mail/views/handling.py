"""One mail, and what officers do with it or with the whole mass mail that it belongs to."""

from django.core.exceptions import PermissionDenied
from django.db.models.functions import Lower
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ..actions import HANDLINGS, clear_address, handle_mail
from ..filters import MessageFilters
from ..kinds import kind_label
from ..models import BouncingAddress, Message
from ..people import bouncing
from ..permissions import may_handle_mail, may_read_text
from ..plans import planned
from ..rules import without_keys
from .listing import ForMail, mail_url


def words_for(name: str, *, whole: bool) -> str:
    """What stands on the button."""
    one, all_of_them = {
        "hold": (_("Hold back"), _("Hold all back")),
        "release": (_("Let go"), _("Let all go")),
        "cancel": (_("Do not send"), _("Send none")),
        "retry": (_("Send again"), _("Send all again")),
    }[name]
    return all_of_them if whole else one


def possible(state: str) -> list[str]:
    """What may be done with a mail in this state."""
    return [name for name, handling in HANDLINGS.items() if state in handling.states]


class MailRoomPage(ForMail, WagtailAdminTemplateMixin, TemplateView):
    """A page of the mail room besides the list."""

    header_icon = "mail"

    def get_breadcrumbs_items(self):
        room = {"url": reverse("mail:index"), "label": _("Mail")}
        return [*super().get_breadcrumbs_items(), room, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"may_handle": may_handle_mail(self.request.user)}


class MailView(MailRoomPage):
    """One mail: to whom, what it says, what became of it."""

    template_name = "nominations/mail/admin/mail.html"

    @cached_property
    def message(self) -> Message:
        listed = Message.objects.listed().select_related("person", "unit", "nomination", "campaign")
        return get_object_or_404(listed, pk=self.kwargs["message_id"])

    def get_page_title(self):
        return self.message.subject

    def get_context_data(self, **kwargs):
        message = self.message
        return super().get_context_data(**kwargs) | {
            "mail": message,
            "kind": kind_label(message.kind),
            "text": without_keys(message.body) if may_read_text(self.request.user) else None,
            "returns_mail": bouncing(message.address),
            "ways": [(name, words_for(name, whole=False)) for name in possible(message.state)],
            "others": Message.objects.filter(batch=message.batch).count() if message.batch else 0,
        }


class HandleView(ForMail, View):
    """Do with one mail, or with its whole mass mail, what a button says."""

    http_method_names = ["post"]

    def may_enter(self, user) -> bool:
        return may_handle_mail(user)

    def post(self, request, message_id: int, name: str):
        if name not in HANDLINGS:
            raise Http404
        message = get_object_or_404(Message.objects.listed(), pk=message_id)
        is_whole = bool(message.batch) and "batch" in request.POST
        chosen = (
            Message.objects.filter(batch=message.batch) if is_whole else Message.objects.filter(pk=message.pk)
        )
        number = handle_mail(name=name, messages=chosen, user=request.user)
        if number:
            messages.success(request, outcome_words(name, number))
        else:
            messages.warning(request, _("Nothing was changed: by now this is no longer possible."))
        return redirect("mail:outbox" if is_whole else mail_url(message))


def outcome_words(name: str, number: int) -> str:
    return {
        "hold": ngettext("%d mail is held back.", "%d mails are held back.", number),
        "release": ngettext("%d mail will be sent.", "%d mails will be sent.", number),
        "cancel": ngettext("%d mail will not be sent.", "%d mails will not be sent.", number),
        "retry": ngettext("%d mail is sent again.", "%d mails are sent again.", number),
    }[name] % number


class AgainView(MailRoomPage):
    """Send again everything that failed among the mails that the address narrows the list to."""

    template_name = "nominations/mail/admin/again.html"

    def may_enter(self, user) -> bool:
        return may_handle_mail(user)

    @cached_property
    def failed(self):
        narrowed = MessageFilters(self.request.GET, queryset=Message.objects.listed(), request=self.request)
        return narrowed.qs.filter(state=Message.State.FAILED)

    def get_page_title(self):
        return _("Send again what failed")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"number": self.failed.count()}

    def post(self, request):
        number = handle_mail(name="retry", messages=self.failed, user=request.user)
        messages.success(request, outcome_words("retry", number))
        return redirect("mail:index")


class OutboxView(MailRoomPage):
    """Mass mails, the latest first: those that wait can be looked at, held back, let go or taken back."""

    template_name = "nominations/mail/admin/outbox.html"
    #: How many mass mails stand on the page.
    LATEST = 50

    def get_page_title(self):
        return _("Outbox")

    def get_context_data(self, **kwargs):
        batches = list(Message.objects.listed().batches()[: self.LATEST])
        for batch in batches:
            batch["kind"] = kind_label(batch["kind"])
            names = ["hold"] * bool(batch["waiting"]) + ["release"] * bool(batch["held"])
            names += ["cancel"] * bool(batch["waiting"] or batch["held"])
            batch["ways"] = [(name, words_for(name, whole=True)) for name in names]
        return super().get_context_data(**kwargs) | {"batches": batches, "planned": planned()}


class AddressesView(MailRoomPage):
    """Addresses that return mail, whose people must be called; and clearing one that works again."""

    template_name = "nominations/mail/admin/addresses.html"

    def get_page_title(self):
        return _("Addresses that return mail")

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"rows": with_people(BouncingAddress.objects.all())}

    def post(self, request):
        if not may_handle_mail(request.user):
            raise PermissionDenied
        address = BouncingAddress.objects.filter(address=request.POST.get("address", "")).first()
        if address is not None:  # else somebody cleared it first
            clear_address(address=address, user=request.user)
            messages.success(request, _("Mail to %(address)s is sent again.") % {"address": address.address})
        return redirect("mail:addresses")


def with_people(addresses) -> list[tuple[BouncingAddress, list]]:
    """Each address with the last mail to it of every person or unit, to know whom to call."""
    addresses = list(addresses)
    found: dict[str, dict] = {address.address: {} for address in addresses}
    mails = Message.objects.listed().annotate(lower=Lower("address")).filter(lower__in=found)
    mails = mails.select_related("person", "unit").prefetch_related("person__memberships").defer("body")
    for mail in mails.order_by("pk"):
        found[mail.lower][mail.person_id, mail.unit_id] = mail
    return [(address, list(found[address.address].values())) for address in addresses]
