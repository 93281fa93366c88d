from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from exemplars.growing import GrowingPage
from exemplars.models import ExemplarPage
from exemplars.profiles.blocks import StoryBlock

from .listing import chosen, page_of
from .querysets import ArticleQuerySet, DocumentQuerySet


class TrueTranslation(Page):
    """A page whose untranslated copy is not shown as a translation."""

    class Meta:
        abstract = True

    def serve(self, request, *args, **kwargs):
        if self.alias_of_id and not getattr(request, "is_preview", False):
            raise Http404
        return super().serve(request, *args, **kwargs)


class ArticleIndexPage(TrueTranslation, GrowingPage):
    """The portal's news, the latest first."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.ArticlePage"]
    template = "home/articles/article_index_page.html"

    class Meta:
        verbose_name = _("list of articles")
        verbose_name_plural = _("lists of articles")

    def get_context(self, request, *args, **kwargs):
        articles = ArticlePage.objects.child_of(self).published().with_row().latest_first()
        return super().get_context(request, *args, **kwargs) | {
            "results": page_of(articles, request.GET.get("page", "")),
        }


class ArticlePage(TrueTranslation):
    """A piece of news or a reportage: of the portal, or of a column when it stands below one."""

    date = models.DateField(_("date"), default=timezone.localdate)
    author = models.CharField(
        _("author"), max_length=150, help_text=_("A person, or the newspaper or office.")
    )
    standfirst = models.TextField(
        _("standfirst"), max_length=350, help_text=_("At most 350 characters; shown in lists.")
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    picture_alt = models.CharField(
        _("alternative text of the picture"),
        max_length=250,
        blank=True,
        help_text=_("Say what is seen. Required with a picture."),
    )
    body = StreamField(StoryBlock(), verbose_name=_("text"), blank=True)

    objects = PageManager.from_queryset(ArticleQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldPanel("standfirst"),
        FieldRowPanel([FieldPanel("author"), FieldPanel("date")]),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
        FieldPanel("body"),
        InlinePanel(
            "people",
            heading=_("People in this article"),
            label=_("Profile"),
            max_num=12,
            help_text=_("Only what is public is shown to readers."),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("author"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    parent_page_types = ["home.ArticleIndexPage", "exemplars.ColumnPage"]
    subpage_types = []
    template = "home/articles/article_page.html"
    #: How a list of something else shows an article; takes ``entry``.
    entry_template = "home/articles/entry.html"

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    def clean(self):
        super().clean()
        if self.picture_id and not self.picture_alt:
            raise ValidationError({"picture_alt": _("Describe the picture for readers who cannot see it.")})

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"profiles": self.profiles()}

    def profiles(self) -> list[ExemplarPage]:
        """The public profiles that the article is about, in its language and in the editors' order."""
        rows = self.people.select_related("profile").order_by("sort_order")
        keys = [row.profile.translation_key for row in rows]
        if not keys:
            return []
        found = ExemplarPage.objects.listed().filter(translation_key__in=keys, locale_id=self.locale_id)
        return sorted(found, key=lambda profile: keys.index(profile.translation_key))


class ArticlePerson(Orderable):
    """Somebody an article is about."""

    article = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="people")
    profile = models.ForeignKey(
        ExemplarPage, verbose_name=_("profile"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("profile")]

    class Meta(Orderable.Meta):
        verbose_name = _("person in an article")
        verbose_name_plural = _("people in an article")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "profile"], name="one_mention_of_a_profile_in_an_article"
            ),
        ]

    def __str__(self):
        return str(self.profile)


class LegalDocumentIndexPage(TrueTranslation, GrowingPage):
    """The law of emulation and commendation, narrowed by year and issuer."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.LegalDocumentPage"]
    template = "home/articles/legal_document_index_page.html"

    class Meta:
        verbose_name = _("list of legal documents")
        verbose_name_plural = _("lists of legal documents")

    def get_context(self, request, *args, **kwargs):
        documents = LegalDocumentPage.objects.child_of(self).published()
        kinds = documents.order_by().values_list("issued_on__year", "issuer").distinct()
        years = sorted({str(year) for year, _issuer in kinds}, reverse=True)
        issuers = sorted({issuer for _year, issuer in kinds})
        year, issuer = (chosen(request.GET.get(name, ""), offered) for name, offered in
                        (("year", years), ("issuer", issuers)))  # fmt: skip
        wanted = {"issued_on__year": year, "issuer": issuer}
        found = documents.filter(**{name: value for name, value in wanted.items() if value})
        rows = found.select_related("replaced_by", "locale").latest_first()
        return super().get_context(request, *args, **kwargs) | {
            "years": years,
            "issuers": issuers,
            "year": year,
            "issuer": issuer,
            "results": page_of(rows, request.GET.get("page", "")),
        }


class LegalDocumentPage(TrueTranslation):
    """A law, decree, circular or plan. Its file is public."""

    number = models.CharField(_("number and symbol"), max_length=60)
    issued_on = models.DateField(_("date of issue"))
    issuer = models.CharField(_("issuer"), max_length=150)
    official_title = models.TextField(_("official title"), max_length=1000)
    summary = models.TextField(_("summary"), blank=True, max_length=2000)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    ended_on = models.DateField(_("no longer in force from"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("replaced by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaces",
    )
    file = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("file"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Everybody may read it as soon as it is uploaded."),
    )

    objects = PageManager.from_queryset(DocumentQuerySet)()

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("number"), FieldPanel("issued_on")]),
        FieldPanel("issuer"),
        FieldPanel("official_title"),
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("in_force_from"), FieldPanel("ended_on")]),
                PageChooserPanel("replaced_by"),
            ],
            heading=_("Validity"),
        ),
        FieldPanel("file"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("number"),
        index.SearchField("issuer"),
        index.SearchField("official_title"),
        index.SearchField("summary"),
        index.FilterField("issued_on"),
    ]
    parent_page_types = ["home.LegalDocumentIndexPage"]
    subpage_types = []
    template = "home/articles/legal_document_page.html"

    class Meta:
        verbose_name = _("legal document")
        verbose_name_plural = _("legal documents")
        constraints = [
            models.CheckConstraint(
                name="document_ends_after_it_begins",
                condition=Q(in_force_from__isnull=True)
                | Q(ended_on__isnull=True)
                | Q(in_force_from__lt=F("ended_on")),
            ),
            models.CheckConstraint(
                name="document_is_not_replaced_by_itself",
                condition=Q(replaced_by__isnull=True) | ~Q(replaced_by=F("page_ptr")),
            ),
        ]

    @property
    def is_in_force(self) -> bool:
        """Whether it applies today: nothing replaced it and no day ended it."""
        return self.replaced_by_id is None and (self.ended_on is None or self.ended_on > timezone.localdate())

    def get_context(self, request, *args, **kwargs):
        documents = LegalDocumentPage.objects.published().filter(locale_id=self.locale_id)
        around = documents.filter(Q(pk=self.replaced_by_id) | Q(replaced_by=self.pk)).select_related("locale")
        return super().get_context(request, *args, **kwargs) | {
            "replacing": next((page for page in around if page.pk == self.replaced_by_id), None),
            "replaced": [page for page in around if page.pk != self.replaced_by_id],
        }
