"""The list of nominations in the admin."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import generic

from exemplars.vocabulary.names import fold

from ..audit.exports import LoggedExportMixin, formula_free
from .columns import COLUMNS
from .filters import NominationFilters
from .models import NominationPage
from .permissions import may_read_dossiers, takes_review_steps

EXPORT = {
    "reference": _("Code"),
    "candidate.name": _("Candidate"),
    "unit.name": _("Unit"),
    "field.name": _("Field"),
    "get_stage_display": _("Stage"),
    "days_waiting": _("Days waiting"),
}


def listing_url(user, **filters) -> str:
    """The address of the list as this person finds it useful first: what waits for them, or everything."""
    query = {"waiting": "me"} if takes_review_steps(user) and not filters else filters
    return reverse("nominations:index", query=query)


class NominationIndex(LoggedExportMixin, generic.IndexView):
    """Everything that was handed in, for those who may read dossiers, whatever has stood longest first."""

    model = NominationPage
    page_title = _("Nominations")
    header_icon = "folder-open-inverse"
    any_permission_required = None
    is_searchable = True
    columns = COLUMNS
    filterset_class = NominationFilters
    default_ordering = ("stage_since", "pk")
    paginate_by = 50
    verbose_name_plural = NominationPage._meta.verbose_name_plural
    table_classname = "listing nominations"
    list_export = list(EXPORT)
    export_headings = EXPORT
    export_filename = "nominations"
    custom_field_preprocess = {
        name: {"csv": formula_free} for name in ("candidate.name", "unit.name", "field.name")
    }

    def dispatch(self, request, *args, **kwargs):
        if not may_read_dossiers(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self):
        return NominationPage.objects.readable_by(self.request.user).handed_in().with_dossier()

    def get_filterset_kwargs(self):
        return super().get_filterset_kwargs() | {"queryset": NominationPage.objects.none()}

    def search_queryset(self, queryset):
        """Find people blind to case and to diacritics, and nominations by any part of their code."""
        if not self.is_searching:
            return queryset
        words = Q()
        for word in fold(self.search_query).split():
            words &= Q(candidate__folded_name__contains=word)
        return queryset.filter(words | Q(title__icontains=self.search_query.strip()))

    def get_ordering(self):
        ordering = super().get_ordering()
        return (ordering, "pk") if isinstance(ordering, str) else ordering

    def get_table_kwargs(self):
        first = self.ordering[0]
        return super().get_table_kwargs() | {"ordering": first}

    def to_row_dict(self, item):
        """Read one exported row; a nomination without a field has an empty cell."""
        names = (
            self.list_export if item.field else [name for name in self.list_export if name != "field.name"]
        )
        row = {name: value_at(item, name) for name in names}
        return {name: row.get(name, "") for name in self.list_export}


def value_at(item, path: str):
    """Follow a dotted path of attributes, calling what can be called."""
    for name in path.split("."):
        item = getattr(item, name)
    return item() if callable(item) else item
