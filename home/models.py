from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from exemplars.columns.querysets import behind_a_door
from exemplars.models import ExemplarPage
from nominations.models import Consultation

from . import front
from .articles.models import (
    ArticleIndexPage,
    ArticlePage,
    ArticlePerson,
    LegalDocumentIndexPage,
    LegalDocumentPage,
)

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "ArticlePerson",
    "ConsultationIndexPage",
    "HomePage",
    "LegalDocumentIndexPage",
    "LegalDocumentPage",
    "OrdinaryPage",
]

#: Closed consultations that the list names.
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
        profiles = ExemplarPage.objects.descendant_of(self).let_through().filter(~behind_a_door())
        return (
            super().get_context(request, *args, **kwargs)
            | front.people(profiles)
            | front.campaigns()
            | front.columns(self, profiles.newest_first())
            | front.conference(self)
            | front.consultation()
        )


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


class ConsultationIndexPage(Page):
    """What the public is asked about now, and what it was asked about lately."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    template = "home/consultation_index_page.html"

    class Meta:
        verbose_name = _("list of consultations")
        verbose_name_plural = _("lists of consultations")

    def get_context(self, request, *args, **kwargs):
        lists = Consultation.objects.filter(campaign__live=True).with_numbers()
        return super().get_context(request, *args, **kwargs) | {
            "open_lists": list(lists.running()),
            "closed_lists": list(lists.exclude(pk__in=Consultation.objects.running())[:RECENT]),
        }
