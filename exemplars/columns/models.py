from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, PageManager, get_page_models
from wagtail.search import index

from ..growing import GrowingPage
from ..profiles.listing import matching_keys
from ..profiles.models import ExemplarPage, is_preview
from ..vocabulary.names import clean_text
from .forms import ColumnForm
from .listing import leaf
from .order import placed
from .querysets import ColumnQuerySet, behind_a_door

#: Entries of a column that its own page and the front page name.
LATEST_ENTRIES = 6


class ColumnIndexPage(GrowingPage):
    """The list of the portal's standing columns."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["exemplars.ColumnPage"]
    template = "exemplars/columns/column_index_page.html"

    class Meta:
        verbose_name = _("list of columns")
        verbose_name_plural = _("lists of columns")

    def serve(self, request, *args, **kwargs):
        return served_translated(self, request, super().serve, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        columns = ColumnPage.objects.child_of(self).published().select_related("locale").order_by("path")
        return super().get_context(request, *args, **kwargs) | {"columns": columns}


class ColumnPage(GrowingPage):
    """A standing column of profiles, filled by rules, by hand or both; a newspaper may keep it."""

    class Selection(models.TextChoices):
        RULES = "rules", _("By the rules below, the newest first")
        PICKED = "picked", _("By hand, in the order below")
        PINNED = "pinned", _("Those chosen by hand first, then by the rules")

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])
    newspaper = models.CharField(
        _("kept by"),
        max_length=150,
        blank=True,
        help_text=_("The newspaper or office that keeps the column, as readers are told."),
    )
    selection = models.CharField(
        _("how it is filled"), max_length=10, choices=Selection.choices, default=Selection.RULES
    )
    field = models.ForeignKey(
        "exemplars.Field",
        verbose_name=_("field"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    honour = models.CharField(_("honour"), max_length=20, choices=ExemplarPage.Honour.choices, blank=True)
    unit = models.ForeignKey(
        "exemplars.Unit",
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    bloc = models.ForeignKey(
        "exemplars.Bloc",
        verbose_name=_("emulation bloc"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    year_from = models.PositiveSmallIntegerField(
        _("from year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1948), MaxValueValidator(2100)],
    )
    year_to = models.PositiveSmallIntegerField(
        _("to year"), null=True, blank=True, validators=[MinValueValidator(1948), MaxValueValidator(2100)]
    )
    words = models.CharField(
        _("words"),
        max_length=100,
        blank=True,
        help_text=_("Only profiles in which all these words occur, with or without marks."),
    )

    objects = PageManager.from_queryset(ColumnQuerySet)()

    base_form_class = ColumnForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("newspaper"),
        FieldPanel("selection"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("field"), FieldPanel("honour")]),
                FieldRowPanel([FieldPanel("unit"), FieldPanel("bloc")]),
                FieldRowPanel([FieldPanel("year_from"), FieldPanel("year_to")]),
                FieldPanel("words"),
            ],
            heading=_("Rules"),
            help_text=_("A profile is in the column when it fits all that is filled in here."),
        ),
        InlinePanel(
            "picks",
            heading=_("Chosen by hand"),
            label=_("Profile"),
            max_num=60,
            help_text=_(
                "Only what is public is shown to readers. A translated column shows their translations."
            ),
        ),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.SearchField("newspaper"),
    ]
    parent_page_types = ["exemplars.ColumnIndexPage"]
    template = "exemplars/columns/column_page.html"

    class Meta:
        verbose_name = _("column")
        verbose_name_plural = _("columns")
        constraints = [
            models.CheckConstraint(
                name="column_years_are_in_order",
                condition=Q(year_from__isnull=True)
                | Q(year_to__isnull=True)
                | Q(year_from__lte=F("year_to")),
            ),
        ]

    @classmethod
    def clean_subpage_models(cls):
        """The site's page types that name a column as their parent, its articles for example; no other.

        The plugin knows none of them, so it cannot list them.
        """
        named = [model for model in get_page_models() if getattr(model, "parent_page_types", None)]
        return [model for model in named if cls in model.clean_parent_page_models()]

    # --- What is in it ------------------------------------------------------------------------------

    def profiles(self, published=None):
        """The column's published profiles in its language and order, an ExemplarQuerySet.

        ``published`` spares the question what is public where it was asked already. Each profile carries
        its ``place``; ``order.after`` and ``order.before`` leaf through them.
        """
        if published is None:
            published = ExemplarPage.objects.let_through().filter(~behind_a_door())
        keys = self.picked_keys()
        return placed(published.filter(self.asked_for(keys), locale_id=self.locale_id), keys)

    def picked_keys(self) -> list:
        """The translation keys of the profiles chosen by hand, in their order; none where rules alone decide."""
        if self.selection == self.Selection.RULES:
            return []
        picks = self.picks.select_related("profile").order_by("sort_order")
        return [pick.profile.translation_key for pick in picks]

    def asked_for(self, keys: list) -> Q:
        by_hand = Q(translation_key__in=keys)
        if self.selection == self.Selection.PICKED:
            return by_hand
        rules = self.rules()
        # Without any rule everybody fits; an empty Q would give way to the other side.
        return by_hand | rules if keys and rules else rules

    def rules(self) -> Q:
        """What a profile must be; empty where nothing is asked."""
        asked = {
            "field": self.field_id,
            "honour": self.honour,
            "unit": self.unit_id,
            "unit__bloc": self.bloc_id,
            "year__gte": self.year_from,
            "year__lte": self.year_to,
        }
        rules = Q(**{name: value for name, value in asked.items() if value})
        return rules & Q(pk__in=self.answering()) if self.words else rules

    def answering(self) -> list[int]:
        """The keys of the profiles in which the words occur, by the search engine."""
        profiles = ExemplarPage.objects.live().filter(locale_id=self.locale_id)
        return matching_keys(profiles, self.words)

    # --- Reading ------------------------------------------------------------------------------------

    def save(self, *args, **kwargs):
        self.newspaper, self.words = clean_text(self.newspaper), clean_text(self.words)
        super().save(*args, **kwargs)

    def serve(self, request, *args, **kwargs):
        return served_translated(self, request, super().serve, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "leaf": leaf(self.profiles().with_card(), request.GET),
            "entries": self.entries()[:LATEST_ENTRIES],
        }

    def entries(self):
        """What was written below the column and is public, the latest first."""
        below = Page.objects.child_of(self).live().filter(~behind_a_door(), alias_of__isnull=True)
        return below.order_by("-first_published_at", "-pk").specific()


class ColumnPick(Orderable):
    """A profile that was chosen by hand, in any language: the column shows it in its own."""

    column = ParentalKey(ColumnPage, on_delete=models.CASCADE, related_name="picks")
    profile = models.ForeignKey(
        ExemplarPage, verbose_name=_("profile"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [PageChooserPanel("profile")]

    class Meta(Orderable.Meta):
        verbose_name = _("profile chosen by hand")
        verbose_name_plural = _("profiles chosen by hand")
        constraints = [
            models.UniqueConstraint(fields=["column", "profile"], name="one_pick_of_a_profile_in_a_column"),
        ]

    def __str__(self):
        return str(self.profile)


def served_translated(page, request, serve, *args, **kwargs):
    """Answer 404 for an untranslated copy instead of serving it as a translation."""
    if page.alias_of_id and not is_preview(request):
        raise Http404
    return serve(request, *args, **kwargs)
