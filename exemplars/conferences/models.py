from django.db import models
from django.db.models import F, Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, PageManager, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from ..clips.frames import frame_of
from ..growing import GrowingPage
from ..profiles.models import ExemplarPage, is_preview
from .blocks import ClipsBlock, DocumentsBlock, PhotographsBlock
from .delegates import by_field, shown_of
from .forms import ConferenceForm
from .querysets import ConferenceQuerySet
from .renditions import with_renditions
from .rules import Phase, Stream, phase_of, stream_of


class ConferenceIndexPage(GrowingPage):
    """The list of conferences, those to come before those that are over."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["exemplars.ConferencePage"]
    template = "exemplars/conferences/conference_index_page.html"

    class Meta:
        verbose_name = _("list of conferences")
        verbose_name_plural = _("lists of conferences")

    def get_context(self, request, *args, **kwargs):
        conferences, now = ConferencePage.objects.child_of(self).published(), timezone.now()
        return super().get_context(request, *args, **kwargs) | {
            "to_come": conferences.to_come(now),
            "over": conferences.over(now),
        }


class ConferencePage(Page):
    """One conference: when and where, its programme, its delegates, and what is left of it afterwards."""

    summary = models.TextField(
        _("summary"), max_length=350, help_text=_("At most 350 characters; shown on cards.")
    )
    intro = RichTextField(
        _("introduction"), blank=True, features=["h3", "bold", "italic", "link", "ol", "ul"]
    )
    starts_at = models.DateTimeField(_("begins"), help_text=_("Vietnam time."))
    ends_at = models.DateTimeField(_("ends"), help_text=_("Vietnam time."))
    venue = models.CharField(_("venue"), max_length=200, help_text=_("The hall or building."))
    address = models.CharField(_("address"), max_length=300)
    map_url = models.URLField(
        _("link to a map"), blank=True, help_text=_("Opens on another site; nothing of it is loaded here.")
    )
    stream_url = models.URLField(
        _("live stream"),
        blank=True,
        help_text=_("Address of the live picture on the broadcaster's site."),
    )
    stream_starts_at = models.DateTimeField(
        _("live stream begins"), null=True, blank=True, help_text=_("Vietnam time.")
    )
    honoured = models.ForeignKey(
        ExemplarPage,
        verbose_name=_("honoured for digital transformation"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("The one delegate whom the national conference honours for digital transformation."),
    )
    photographs = StreamField(PhotographsBlock(), verbose_name=_("photographs"), blank=True)
    clips = StreamField(ClipsBlock(), verbose_name=_("clips"), blank=True)
    documents = StreamField(DocumentsBlock(), verbose_name=_("documents"), blank=True)

    objects = PageManager.from_queryset(ConferenceQuerySet)()

    base_form_class = ConferenceForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("intro"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("venue"),
                FieldPanel("address"),
                FieldPanel("map_url"),
            ],
            heading=_("Time and place"),
        ),
        InlinePanel("programme", heading=_("Programme"), label=_("Item of the programme")),
        MultiFieldPanel([FieldPanel("stream_url"), FieldPanel("stream_starts_at")], heading=_("Live stream")),
        FieldPanel("honoured"),
        InlinePanel(
            "delegates",
            heading=_("Delegates"),
            label=_("Delegate"),
            help_text=_("Only published profiles are shown, in the order of fields and names."),
        ),
        FieldPanel("photographs"),
        FieldPanel("clips"),
        FieldPanel("documents"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("intro"),
        index.SearchField("venue"),
        index.FilterField("starts_at"),
        index.FilterField("ends_at"),
    ]
    override_translatable_fields = [
        *(
            SynchronizedField(name, overridable=False)
            for name in ("slug", "starts_at", "ends_at", "stream_starts_at", "honoured", "delegates")
        ),
    ]
    parent_page_types = ["exemplars.ConferenceIndexPage"]
    subpage_types = []
    template = "exemplars/conferences/conference_page.html"

    class Meta:
        verbose_name = _("conference")
        verbose_name_plural = _("conferences")
        constraints = [
            models.CheckConstraint(
                name="conference_ends_after_it_begins", condition=Q(starts_at__lt=F("ends_at"))
            ),
            models.CheckConstraint(
                name="conference_stream_has_a_time",
                condition=Q(stream_url="") | Q(stream_starts_at__isnull=False),
            ),
        ]

    # --- Where it stands ----------------------------------------------------------------------------

    @property
    def phase(self) -> Phase:
        """Where the conference stands by the server's clock, its days being days in Vietnam."""
        return phase_of(
            timezone.localtime(self.starts_at), timezone.localtime(self.ends_at), timezone.localtime()
        )

    @property
    def stream(self) -> Stream:
        return stream_of(self.stream_url, self.stream_starts_at, self.ends_at, timezone.now())

    @property
    def is_of_one_day(self) -> bool:
        return timezone.localdate(self.starts_at) == timezone.localdate(self.ends_at)

    # --- Delegates ----------------------------------------------------------------------------------

    @cached_property
    def _people(self) -> list[ExemplarPage]:
        chosen = [row.profile_id for row in self.delegates.all()]
        return shown_of([*chosen, *filter(None, [self.honoured_id])], self.locale_id)

    def delegates_shown(self) -> list[ExemplarPage]:
        """Everybody whose profile is published, by field and name, the one honoured among them."""
        return list(self._people)

    def honoured_shown(self) -> ExemplarPage | None:
        """The one honoured for digital transformation, where that profile is published; in this page's language."""
        if self.honoured_id is None:
            return None
        key = self.honoured.translation_key
        return next((page for page in self._people if page.translation_key == key), None)

    # --- Reading ------------------------------------------------------------------------------------

    def serve(self, request, *args, **kwargs):
        """Answer 404 for an untranslated copy: it would be a translation in nothing but its address."""
        if self.alias_of_id and not is_preview(request):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        with_renditions(self)
        honoured, people = self.honoured_shown(), self.delegates_shown()
        return super().get_context(request, *args, **kwargs) | {
            "phase": self.phase,
            "stream": self.stream,
            "frame": frame_of(self.stream_url),
            "programme": self.programme.all(),
            "honoured": honoured,
            "number_of_delegates": len(people),
            "delegates_by_field": by_field([page for page in people if page != honoured]),
        }


class ProgrammeItem(TranslatableMixin, Orderable):
    """One item of the programme: when it begins, what it is, who speaks and where."""

    conference = ParentalKey(ConferencePage, on_delete=models.CASCADE, related_name="programme")
    starts_at = models.DateTimeField(_("begins"), help_text=_("Vietnam time."))
    title = models.CharField(_("what happens"), max_length=250)
    speaker = models.CharField(_("speaker"), max_length=200, blank=True)
    room = models.CharField(_("room"), max_length=120, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("room")]),
        FieldPanel("title"),
        FieldPanel("speaker"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("item of the programme")
        verbose_name_plural = _("items of the programme")

    def __str__(self):
        return self.title


class ConferenceDelegate(Orderable):
    """A profile that is named among the delegates of a conference."""

    conference = ParentalKey(ConferencePage, on_delete=models.CASCADE, related_name="delegates")
    profile = models.ForeignKey(
        ExemplarPage, verbose_name=_("profile"), on_delete=models.CASCADE, related_name="+"
    )

    panels = [FieldPanel("profile")]

    class Meta(Orderable.Meta):
        verbose_name = _("delegate")
        verbose_name_plural = _("delegates")
        constraints = [
            models.UniqueConstraint(fields=["conference", "profile"], name="a_profile_is_a_delegate_once")
        ]

    def __str__(self):
        return str(self.profile)
