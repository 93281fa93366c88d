"""What every page of this room shares: who may read it, that nothing keeps it, and where it stands."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from ...campaigns.models import CampaignPage
from ...doors import ClosedDoor
from ...dossiers.permissions import may_read_dossiers


class DecisionsMixin(ClosedDoor, WagtailAdminTemplateMixin):
    """A page about decisions, for those who read dossiers; kept by no cache."""

    header_icon = "clipboard-list"
    #: Whether the page shows what was typed wrongly; its title then begins with the word.
    has_errors = False

    def may_enter(self, user) -> bool:
        return may_read_dossiers(user)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), *self.crumbs()]

    def crumbs(self) -> list[dict]:
        return [{"url": reverse("decisions:index", query={"all": 1}), "label": _("Decisions")}]

    def title(self) -> str:
        raise NotImplementedError

    def get_page_title(self):
        title = self.title()
        return _("Error: %(title)s") % {"title": title} if self.has_errors else title


class CampaignMixin(DecisionsMixin):
    """A page about the decisions of one campaign."""

    @cached_property
    def campaign(self) -> CampaignPage:
        return get_object_or_404(CampaignPage, pk=self.kwargs["campaign_id"])

    @property
    def sheet_url(self) -> str:
        return reverse("decisions:sheet", args=[self.campaign.pk])

    #: Empty on the list itself: the last crumb is where one stands.
    below_the_sheet = True

    def crumbs(self):
        url = self.sheet_url if self.below_the_sheet else ""
        return [*super().crumbs(), {"url": url, "label": self.campaign.title}]
