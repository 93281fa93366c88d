"""Every mail: what was sent, what failed, what nobody knows of, and what will be sent."""

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import Button, HeaderButton

from ...doors import ClosedDoor
from ..filters import MessageFilters
from ..kinds import kind_label
from ..models import Message
from ..permissions import may_handle_mail, may_read_mail


def mail_url(message: Message) -> str:
    return reverse("mail:mail", args=[message.pk])


class ForMail(ClosedDoor):
    """A view of the mail room: closed to those who may not look at mail, and kept by no cache."""

    def may_enter(self, user) -> bool:
        return may_read_mail(user)


class ReaderColumn(Column):
    """To whom: the person and the unit, with the address."""

    cell_template_name = "nominations/mail/admin/reader_cell.html"


class StateColumn(Column):
    """What became of it, when, and why."""

    cell_template_name = "nominations/mail/admin/state_cell.html"


class MailIndex(ForMail, generic.IndexView):
    """Every mail, the newest first."""

    model = Message
    page_title = gettext_lazy("Mail")
    header_icon = "mail"
    any_permission_required = None
    is_searchable = True
    filterset_class = MessageFilters
    default_ordering = "-created_at"
    paginate_by = 50
    table_classname = "listing mails"
    verbose_name_plural = gettext_lazy("mails")
    columns = [
        TitleColumn("subject", label=gettext_lazy("Subject"), get_url=mail_url),
        ReaderColumn("address", label=gettext_lazy("To"), sort_key="address"),
        Column(
            "kind",
            label=gettext_lazy("Kind"),
            accessor=lambda message: kind_label(message.kind),
            sort_key="kind",
            classname="mails__wide",
        ),
        StateColumn("state", label=gettext_lazy("State"), sort_key="state"),
        DateColumn(
            "created_at", label=gettext_lazy("Written"), sort_key="created_at", classname="mails__wide"
        ),
    ]

    def get_base_queryset(self):
        return Message.objects.listed().select_related("person", "unit").defer("body")

    def get_filterset_kwargs(self):
        return super().get_filterset_kwargs() | {"queryset": Message.objects.none()}

    def search_queryset(self, queryset):
        """Find mails by any part of their subject or of an address."""
        if not self.is_searching:
            return queryset
        typed = self.search_query.strip()
        return queryset.filter(Q(subject__icontains=typed) | Q(address__icontains=typed))

    @cached_property
    def header_buttons(self):
        return [HeaderButton(_("Outbox"), url=reverse("mail:outbox"), icon_name="upload")]

    @cached_property
    def header_more_buttons(self):
        ways = [Button(_("Addresses that return mail"), url=reverse("mail:addresses"), icon_name="warning")]
        if may_handle_mail(self.request.user):
            again = f"{reverse('mail:again')}?{urlencode(self.request.GET, doseq=True)}"
            ways.append(Button(_("Send again what failed…"), url=again, icon_name="rotate"))
        return ways
