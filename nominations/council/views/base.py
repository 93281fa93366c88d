"""What every page of the council shares."""

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ...doors import ClosedDoor
from ..models import CouncilMember, CouncilSession
from ..permissions import sits_on_council
from ..seats import places_of


class CouncilMixin(ClosedDoor, WagtailAdminTemplateMixin):
    """A page that nobody on the way may keep."""

    header_icon = "group"
    has_errors = False

    def title(self) -> str:
        raise NotImplementedError

    def crumbs(self) -> list[dict]:
        return []

    def get_page_title(self):
        return _("Error: %(title)s") % {"title": self.title()} if self.has_errors else self.title()

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), *self.crumbs(), {"url": "", "label": self.title()}]


class SeatMixin(CouncilMixin):
    """A page for those who sit on the council; superusers have no part in it."""

    def may_enter(self, user) -> bool:
        return sits_on_council(user)

    #: The sessions of which the page can be, by their status.
    statuses: tuple[str, ...] = (CouncilSession.Status.OPEN,)

    @cached_property
    def place(self) -> CouncilMember:
        """The person's place in the session of the address; a session of others does not exist here."""
        places = places_of(self.request.user, statuses=self.statuses)
        return get_object_or_404(places, session=self.kwargs["session_id"])
