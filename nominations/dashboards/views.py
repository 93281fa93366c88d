"""The dashboard of one campaign: its course, its waiting times, and who the people are."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from ..audit.exports import log_export
from ..campaigns.models import CampaignPage
from ..doors import ClosedDoor
from ..dossiers.permissions import may_read_dossiers
from ..roles import SCREEN
from . import course, people
from .reading import read_campaign
from .tables import Table
from .workbook import workbook_of

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def dashboard_url(campaign_id: int) -> str:
    return reverse("dashboards:campaign", args=[campaign_id])


class ForReaders(ClosedDoor, WagtailAdminTemplateMixin, TemplateView):
    """A page of figures for those who read dossiers; kept by no cache."""

    page_title = gettext_lazy("Dashboards")
    header_icon = "view"
    _show_breadcrumbs = True

    def may_enter(self, user) -> bool:
        return may_read_dossiers(user)

    @cached_property
    def campaigns(self) -> list[CampaignPage]:
        """Every campaign that was ever published, the latest first."""
        return list(
            CampaignPage.objects.filter(first_published_at__isnull=False).order_by("-opens_at", "-pk")
        )

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("dashboards:index"), "label": _("Dashboards")},
        ]


class DashboardIndex(ForReaders):
    """Leads to the latest campaign; says so where there is none."""

    template_name = "nominations/dashboards/none.html"

    def get(self, request, *args, **kwargs):
        if self.campaigns:
            return redirect(dashboard_url(self.campaigns[0].pk))
        return super().get(request, *args, **kwargs)


class CampaignDashboard(ForReaders):
    """Every table of one campaign."""

    template_name = "nominations/dashboards/dashboard.html"

    @cached_property
    def campaign(self) -> CampaignPage:
        found = CampaignPage.objects.prefetch_related("quotas", "allocations")
        return get_object_or_404(found, pk=self.kwargs["campaign_id"])

    @cached_property
    def tables(self) -> dict[str, Table]:
        may_chase = self.request.user.has_perm(SCREEN)
        found = read_campaign(self.campaign, with_officers=may_chase)
        made = [make(found) for make in (*course.TABLES, *people.TABLES)]
        return {table.key: table for table in made}

    def get_page_title(self):
        return f"{_('Dashboards')}: {self.campaign.title}"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.campaign.title}]

    def get_context_data(self, **kwargs):
        tables = list(self.tables.values())
        return super().get_context_data(**kwargs) | {
            "campaign": self.campaign,
            "others": [
                {"title": one.title, "url": dashboard_url(one.pk), "is_here": one.pk == self.campaign.pk}
                for one in self.campaigns
            ],
            "course": tables[: len(course.TABLES)],
            "people": tables[len(course.TABLES) :],
            "small_numbers": people.small_numbers(),
        }


class TableExport(CampaignDashboard):
    """One table as an Excel file, logged before it leaves."""

    http_method_names = ["get"]

    def get(self, request, *args, **kwargs):
        table = self.tables.get(kwargs["key"])
        if table is None:
            raise Http404
        name = f"{slugify(self.campaign.title)}-{table.key}"
        log_export(
            request, subject=self.campaign, name=f"dashboard.{table.key}", rows=len(table.rows), kind="xlsx"
        )
        response = HttpResponse(workbook_of(table, self.campaign.title), content_type=EXCEL)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
        return response
