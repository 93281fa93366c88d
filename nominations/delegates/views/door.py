"""What every page of this room in Wagtail's admin shares."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ...doors import ClosedDoor
from ..models import Delegate, Roster
from ..permissions import may_keep_rosters, may_read_rosters


class RosterMixin(ClosedDoor, WagtailAdminTemplateMixin):
    """A page about rosters, for those who may read them; kept by no cache."""

    header_icon = "group"
    _show_breadcrumbs = True

    def may_enter(self, user) -> bool:
        return may_read_rosters(user)

    @cached_property
    def roster(self) -> Roster:
        found = Roster.objects.select_related("conference", "campaign")
        return get_object_or_404(found, pk=self.kwargs["roster_id"])

    @property
    def roster_url(self) -> str:
        return reverse("delegates:roster", args=[self.roster.pk])

    def get_breadcrumbs_items(self):
        items = [
            *super().get_breadcrumbs_items(),
            {"url": reverse("delegates:index"), "label": _("Delegates")},
        ]
        return [*items, *self.crumbs()]

    def crumbs(self) -> list[dict]:
        return [
            {"url": self.roster_url, "label": self.roster.title},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs):
        keeps = may_keep_rosters(self.request.user)
        return super().get_context_data(**kwargs) | {"may_keep": keeps}


class KeepersMixin(RosterMixin):
    """A page on which rosters are changed: for those who keep them, and nobody else."""

    def may_enter(self, user) -> bool:
        return may_keep_rosters(user)


class PersonMixin(KeepersMixin):
    """A page about one person on a roster."""

    @cached_property
    def delegate(self) -> Delegate:
        found = Delegate.objects.select_related("roster__conference", "roster__campaign", "field")
        return get_object_or_404(found, pk=self.kwargs["delegate_id"])

    @property
    def roster(self) -> Roster:
        return self.delegate.roster
