from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from exemplars.models import ExemplarPage
from nominations.models import CampaignPage

#: People on the front page besides the newest, who has the petal to himself.
RECENT = 8


class HomePage(Page):
    """The portal's front page."""

    intro = models.TextField(_("introduction"), blank=True, max_length=500)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["wagtailcore.Page"]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def get_context(self, request, *args, **kwargs):
        profiles = ExemplarPage.objects.descendant_of(self).published()
        return super().get_context(request, *args, **kwargs) | people(profiles) | campaigns()


def people(profiles) -> dict:
    """The newest honoree, those before, the latest national exemplar, and the figures of the whole book."""
    cards = profiles.with_card().newest_first()
    newest, *recent = cards[: RECENT + 1] or [None]
    return {
        "newest": newest,
        "exemplars": recent,
        "national": cards.filter(honour=ExemplarPage.Honour.NATIONAL).first(),
        "figures": profiles.aggregate(
            people=Count("pk"), units=Count("unit", distinct=True), fields=Count("field", distinct=True)
        ),
    }


def campaigns() -> dict:
    """The campaign that takes nominations and closes first; where none does, the one that closed last."""
    published, now = CampaignPage.objects.live().public().select_related("locale"), timezone.now()
    return {
        "campaign": published.open_at(now).prefetch_related("quotas__field").first(),
        "last_campaign": published.filter(closes_at__lte=now).order_by("-closes_at", "-pk").first(),
    }


class OrdinaryPage(Page):
    """A page of plain text: about, accessibility, rights, contact."""

    body = RichTextField(_("text"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("body")]
    search_fields = [*Page.search_fields, index.SearchField("body")]
    parent_page_types = ["home.HomePage", "home.OrdinaryPage"]
    subpage_types = ["home.OrdinaryPage"]
    template = "home/ordinary_page.html"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
