"""The auditor's pages: the log as a list, and one entry of it with its place in the chain."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import DetailView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from ..doors import ClosedDoor
from ..roles import READ_LOG
from .exports import LoggedExportMixin, formula_free
from .filters import AuditFilters
from .models import AuditEntry, AuditHead
from .rules import hash_of
from .words import action_words, kind_words, moment_words, particulars_of


def may_read_log(user) -> bool:
    """Say whether the log is open to this person."""
    return user.has_perm(READ_LOG)


def entry_url(entry: AuditEntry) -> str:
    return reverse("audit:entry", args=[entry.sequence])


def about(entry: AuditEntry) -> str:
    """What an entry is about, with its kind where the label alone does not say it."""
    label = entry.subject_label
    return label if entry.reference == label else f"{kind_words(entry.subject_type)}: {label}"


class ForAuditors(ClosedDoor):
    """A view of the log: closed to everybody else, and kept by no cache."""

    def may_enter(self, user) -> bool:
        return may_read_log(user)


EXPORT = {
    "sequence": gettext_lazy("Number"),
    "moment": gettext_lazy("Moment"),
    "actor_name": gettext_lazy("Person"),
    "words": gettext_lazy("What was done"),
    "action": gettext_lazy("Action"),
    "about": gettext_lazy("About"),
    "reference": gettext_lazy("Reference code"),
    "campaign": gettext_lazy("Campaign"),
    "data": gettext_lazy("Particulars"),
    "hash": gettext_lazy("Hash"),
}


class AuditIndex(LoggedExportMixin, ForAuditors, generic.IndexView):
    """Everything that was logged, the newest first."""

    model = AuditEntry
    page_title = gettext_lazy("Log")
    header_icon = "history"
    any_permission_required = None
    is_searchable = True
    filterset_class = AuditFilters
    default_ordering = "-sequence"
    paginate_by = 50
    table_classname = "listing audit-log"
    list_export = list(EXPORT)
    export_headings = EXPORT
    export_filename = "audit-log"
    custom_field_preprocess = {name: {"csv": formula_free} for name in ("actor_name", "about", "data")}
    columns = [
        Column("sequence", label=gettext_lazy("Number"), sort_key="sequence"),
        Column("moment", label=gettext_lazy("Moment"), accessor=moment_words, sort_key="moment"),
        Column(
            "actor_name",
            label=gettext_lazy("Person"),
            accessor=lambda entry: entry.actor_name or _("the system"),
        ),
        TitleColumn(
            "action",
            label=gettext_lazy("What was done"),
            accessor=lambda entry: action_words(entry.action),
            get_url=entry_url,
        ),
        Column("about", label=gettext_lazy("About"), accessor=about),
        Column("campaign", label=gettext_lazy("Campaign")),
    ]

    def get_base_queryset(self):
        return AuditEntry.objects.filter(sequence__isnull=False)

    def search_queryset(self, queryset):
        """Find entries by any part of a code, of what they are about, or of who did it."""
        if not self.is_searching:
            return queryset
        typed = self.search_query.strip()
        return queryset.filter(
            Q(reference__icontains=typed) | Q(subject_label__icontains=typed) | Q(actor_name__icontains=typed)
        )

    def to_row_dict(self, item):
        values = {"words": action_words(item.action), "about": about(item)}
        return {name: values[name] if name in values else getattr(item, name) for name in self.list_export}

    @cached_property
    def header_buttons(self):
        return []


class AuditEntryView(ForAuditors, WagtailAdminTemplateMixin, DetailView):
    """One entry whole, with its hash worked out anew, and the way to its neighbours."""

    template_name = "nominations/audit/entry.html"
    context_object_name = "entry"
    header_icon = "history"
    _show_breadcrumbs = True

    def get_object(self, queryset=None):
        return get_object_or_404(AuditEntry, sequence=self.kwargs["sequence"])

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("audit:index"), "label": _("Log")},
            {"url": "", "label": _("Entry %(number)d") % {"number": self.object.sequence}},
        ]

    def get_page_title(self):
        return f"{_('Log')} {self.object.sequence}: {action_words(self.object.action)}"

    def get_context_data(self, **kwargs):
        entry = self.object
        return super().get_context_data(**kwargs) | {
            "words": action_words(entry.action),
            "about": about(entry),
            "kind": kind_words(entry.subject_type),
            "moment": moment_words(entry),
            "particulars": particulars_of(entry),
            "holds": hash_of(entry.link) == entry.hash,
            "follows": (self.before is None and entry.sequence == 1) or self.before == entry.previous_hash,
        }

    @cached_property
    def before(self) -> str | None:
        """The hash of the entry before this one; None where there is none."""
        return (
            AuditEntry.objects.filter(sequence=self.object.sequence - 1)
            .values_list("hash", flat=True)
            .first()
        )

    def get_header_buttons(self):
        last = AuditHead.objects.values_list("sequence", flat=True).first() or 0
        ways = [
            (self.object.sequence - 1, _("Previous"), "arrow-left"),
            (self.object.sequence + 1, _("Next"), "arrow-right"),
        ]
        return [
            HeaderButton(words, url=reverse("audit:entry", args=[number]), icon_name=icon)
            for number, words, icon in ways
            if 1 <= number <= last
        ]
