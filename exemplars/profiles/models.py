import logging
from datetime import datetime, time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import Http404, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page, PageManager, TranslatableMixin
from wagtail.search import index
from wagtail.url_routing import RouteResult
from wagtail_localize.fields import SynchronizedField, TranslatableField

from ..growing import GrowingPage
from ..vocabulary.names import clean_text, given_name, sort_key
from . import front_end
from .blocks import StoryBlock
from .checklist import Checklist
from .forms import ExemplarForm
from .gate import PublishRefused
from .listing import listing_context
from .parts import parts_of
from .querysets import ExemplarQuerySet
from .renditions import read_at_once
from .revoked import RevokedLock, gone_notice
from .rules import Contents, Gone, Permission, Refusal, Shortcoming, refusals
from .saving import SAVED, saved_file
from .sharing import share_links
from .shortcomings import RECORDINGS, shortcomings

logger = logging.getLogger(__name__)


def is_preview(request) -> bool:
    """Say whether an editor looks at what is not public yet, and perhaps not complete."""
    return getattr(request, "is_preview", False)


#: Cards of others below a profile.
RELATED = 4
FACTS = ("title", "form_of_address", "slug", "unit", "field", "year", "honour", "approval", "embargo_until")


class Approval(models.Model):
    """The decision that lets a profile be public, and the purposes to which the person agreed.

    Carries an opaque reference and nothing else of the nomination. Written by
    ``exemplars.profiles.actions`` only.
    """

    reference = models.CharField(_("reference code"), max_length=40, unique=True)
    decision_number = models.CharField(_("decision number"), max_length=60)
    decision_date = models.DateField(_("decision date"))
    signatory = models.CharField(_("signatory"), max_length=150)
    allows_story = models.BooleanField(_("consent to the story"), default=False)
    allows_portrait = models.BooleanField(_("consent to a portrait"), default=False)
    allows_video = models.BooleanField(_("consent to a video"), default=False)
    story_withdrawn_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text="When the person took back the consent to the story; empty while it is given.",
    )
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    revocation_decision = models.CharField(_("revoking decision"), max_length=60, blank=True)
    revocation_reason = models.TextField(_("reason for revoking"), blank=True)
    revocation_recorded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["-decision_date", "reference"]
        constraints = [
            models.CheckConstraint(
                name="approval_revocation_has_a_decision",
                condition=models.Q(revoked_on__isnull=True) | ~models.Q(revocation_decision=""),
            ),
            models.CheckConstraint(
                name="approval_without_story_is_not_withdrawn_and_given",
                condition=models.Q(story_withdrawn_at__isnull=True) | models.Q(allows_story=False),
            ),
        ]

    def __str__(self):
        return f"{self.reference} – {self.decision_number}"

    @property
    def gone(self) -> Gone | None:
        """Why what rested on it is gone for good or until further word; None while it may be public."""
        if self.revoked_on is not None:
            return Gone.REVOKED
        return Gone.WITHDRAWN if self.story_withdrawn_at else None

    @property
    def gone_at(self):
        """The moment at which the revocation was recorded, or the consent to the story taken back."""
        return self.revoked_at if self.revoked_on else self.story_withdrawn_at

    @property
    def revoked_at(self):
        """The moment at which the revocation was recorded; of older records the first moment of its day."""
        if self.revocation_recorded_at or not self.revoked_on:
            return self.revocation_recorded_at
        return timezone.make_aware(datetime.combine(self.revoked_on, time.min))

    @property
    def permission(self) -> Permission:
        return Permission(
            story=self.allows_story,
            portrait=self.allows_portrait,
            video=self.allows_video,
            revoked=self.revoked_on is not None,
        )


class ExemplarIndexPage(GrowingPage):
    """The book of honour: every published profile, with filters."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["exemplars.ExemplarPage"]
    template = "exemplars/exemplar_index_page.html"

    class Meta:
        verbose_name = _("book of honour")
        verbose_name_plural = _("books of honour")

    def get_context(self, request, *args, **kwargs):
        # All of them: the entries say who stands in this book, and tell the database nothing of the tree.
        profiles = ExemplarPage.objects.all()
        return super().get_context(request, *args, **kwargs) | listing_context(self, profiles, request)


class ExemplarPage(Page):
    """The public profile of one honoured person; its title is the person's full name."""

    class Honour(models.TextChoices):
        EXEMPLAR = "exemplar", _("Exemplary person")
        GOOD_DEED = "good-deed", _("Good person, good deed")
        NEW_FACTOR = "new-factor", _("New factor")
        NATIONAL = "national", _("National exemplar")

    class FormOfAddress(models.TextChoices):
        MR = "ông", pgettext_lazy("form of address", "ông")
        MRS = "bà", pgettext_lazy("form of address", "bà")
        BROTHER = "anh", pgettext_lazy("form of address", "anh")
        SISTER = "chị", pgettext_lazy("form of address", "chị")

    form_of_address = models.CharField(
        _("form of address"),
        max_length=10,
        choices=FormOfAddress.choices,
        blank=True,
        help_text=_("How the page speaks of the person, by the given name: chị Sương."),
    )
    honorific = models.CharField(
        _("honorific line"),
        max_length=200,
        help_text=_("Who the person is, in one line: post and place of work."),
    )
    unit = models.ForeignKey(
        "exemplars.Unit", verbose_name=_("unit"), on_delete=models.PROTECT, related_name="profiles"
    )
    field = models.ForeignKey(
        "exemplars.Field", verbose_name=_("field"), on_delete=models.PROTECT, related_name="profiles"
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1948), MaxValueValidator(2100)], db_index=True
    )
    honour = models.CharField(_("honour"), max_length=20, choices=Honour.choices, default=Honour.EXEMPLAR)
    summary = models.TextField(
        _("summary"), max_length=350, help_text=_("At most 350 characters; shown on cards.")
    )
    portrait = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("portrait"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    portrait_alt = models.CharField(
        _("alternative text of the portrait"),
        max_length=250,
        blank=True,
        help_text=_("Name the person and say what is seen. Required with a portrait."),
    )
    story = StreamField(StoryBlock(), verbose_name=_("story"), blank=True)
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Nobody outside sees the profile before this moment."),
    )
    approval = models.ForeignKey(
        Approval,
        verbose_name=_("approval"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="profiles",
        help_text=_("The decision behind the honour. Without it the profile cannot be published."),
    )
    sort_name = models.CharField(max_length=255, editable=False, db_index=True)

    objects = PageManager.from_queryset(ExemplarQuerySet)()

    base_form_class = ExemplarForm
    content_panels = [
        Checklist(heading=_("Before publishing")),
        FieldRowPanel([FieldPanel("title", heading=_("Full name")), FieldPanel("form_of_address")]),
        FieldPanel("honorific"),
        FieldRowPanel([FieldPanel("unit"), FieldPanel("field")]),
        FieldRowPanel([FieldPanel("year"), FieldPanel("honour")]),
        FieldPanel("summary"),
        MultiFieldPanel([FieldPanel("portrait"), FieldPanel("portrait_alt")], heading=_("Portrait")),
        FieldPanel("story"),
        InlinePanel("earlier_awards", heading=_("Earlier recognitions"), label=_("Recognition")),
        MultiFieldPanel([FieldPanel("approval"), FieldPanel("embargo_until")], heading=_("Publication")),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("honorific"),
        index.SearchField("summary"),
        index.SearchField("story"),
        index.FilterField("year"),
        index.FilterField("honour"),
        index.FilterField("sort_name"),
        index.FilterField("embargo_until"),
        index.RelatedFields(
            "unit", [index.SearchField("name_vi"), index.SearchField("name_en"), index.FilterField("code")]
        ),
        index.RelatedFields(
            "field", [index.SearchField("name_vi"), index.SearchField("name_en"), index.FilterField("code")]
        ),
    ]
    override_translatable_fields = [
        # A name, a unit, a year are facts, not words: a translation cannot change them.
        *(SynchronizedField(name, overridable=False) for name in FACTS),
        TranslatableField("portrait_alt"),
    ]

    parent_page_types = ["exemplars.ExemplarIndexPage"]
    subpage_types = []
    template = "exemplars/exemplar_page.html"

    class Meta:
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")

    # --- The gate -----------------------------------------------------------------------------------

    GATED_COLUMNS = frozenset(
        {"live", "story", "portrait", "portrait_id", "approval", "approval_id", "embargo_until"}
    )

    @property
    def contents(self) -> Contents:
        kinds = {block.block_type for block in self.story}
        return Contents(
            portrait=self.portrait_id is not None or "picture" in kinds,
            video=not kinds.isdisjoint(RECORDINGS),
            embargo_until=self.embargo_until,
        )

    @property
    def shortcomings(self) -> list[Shortcoming]:
        """What an editor has still to write before this can be published; consents are another matter."""
        return shortcomings(self)

    def publication_refusals(self, moment=None) -> list[Refusal]:
        """Every reason why this profile may not be public at ``moment`` (an aware datetime; now, by default)."""
        permission = self.approval.permission if self.approval else None
        return refusals(permission, self.contents, moment or timezone.now())

    @property
    def appears_at(self):
        """When publishing would make the profile public: the scheduled moment, or now."""
        return max(filter(None, [self.go_live_at, timezone.now()]))

    @property
    def is_tombstone(self) -> bool:
        """Whether a notice stands where this profile was once public."""
        once_public = self.first_published_at is not None and self.alias_of_id is None
        if self.live or not once_public or self.approval is None:
            return False
        return self.approval.gone is not None

    @property
    def is_revoked_tombstone(self) -> bool:
        """Whether that notice stands for ever: nothing but a new decision would bring the profile back."""
        return self.is_tombstone and self.approval.gone is Gone.REVOKED

    def stored_is_revoked(self) -> bool:
        """Whether the stored page rests on a revoked approval, whichever one a draft of it names."""
        stored = type(self)._base_manager.filter(pk=self.pk)
        return stored.filter(approval__revoked_on__isnull=False).exists()

    def get_lock(self):
        """What was public and is revoked is changed by nobody: its notice must stay what it is."""
        return RevokedLock(self) if self.is_revoked_tombstone else super().get_lock()

    def publish(self, revision, *args, as_it_is=False, **kwargs):
        """Go live through the gate; a refused schedule is taken off and logged, so that others still run.

        ``as_it_is`` asks for consents only: what a person takes back goes, whatever an editor left undone.
        """
        candidate = revision.as_object()
        reasons = [
            *candidate.publication_refusals(candidate.appears_at),
            *([] if as_it_is else candidate.shortcomings),
        ]
        if Refusal.REVOKED not in reasons and self.stored_is_revoked():
            reasons = [Refusal.REVOKED, *reasons]
        if reasons:
            if kwargs.get("log_action") == "wagtail.publish.scheduled":
                return self._drop_schedule(revision, reasons)
            raise PublishRefused(reasons)
        return super().publish(revision, *args, **kwargs)

    def save(self, *args, **kwargs):
        self.title = clean_text(self.title)
        self.sort_name = sort_key(self.title)
        asked = self.live and self._writes_what_is_public(kwargs.get("update_fields"))
        if asked and (reasons := self.publication_refusals()):
            raise PublishRefused(reasons)
        super().save(*args, **kwargs)

    def _writes_what_is_public(self, columns) -> bool:
        """Say whether a save touches what the gate asks about; storing a draft writes only what names the draft."""
        return columns is None or not self.GATED_COLUMNS.isdisjoint(columns)

    def _drop_schedule(self, revision, reasons: list[Refusal]) -> None:
        logger.warning(
            "scheduled publication refused", extra={"page": self.pk, "reasons": [str(r) for r in reasons]}
        )
        revision.approved_go_live_at = None
        revision.save(update_fields=["approved_go_live_at"])

    # --- Reading ------------------------------------------------------------------------------------

    @property
    def given_name(self) -> str:
        return given_name(self.title)

    @property
    def spoken_text(self) -> str:
        """The summary and the story as plain text, as they are searched."""
        return " ".join([self.summary, *self.story.stream_block.get_searchable_content(self.story)])

    @property
    def addressed(self) -> str:
        """How the person is spoken of: “chị Sương”; in other languages the given name alone."""
        words = [self.form_of_address] if get_language() == "vi" and self.form_of_address else []
        return " ".join([*words, self.given_name])

    @property
    def awards(self) -> list["EarlierAward"]:
        """Earlier recognitions, the latest first."""
        return sorted(self.earlier_awards.all(), key=lambda award: -award.year)

    def route(self, request, path_components):
        """Lead to the notice where a profile was public that is taken back; a draft does not exist.

        Below a public profile stands one address more: the file that readers keep.
        """
        if path_components in ([], [SAVED]) and self.is_tombstone:
            return RouteResult(self)
        if path_components == [SAVED] and self.live:
            return RouteResult(self, kwargs={"saved": True})
        return super().route(request, path_components)

    @property
    def preview_modes(self):
        """Beside our own page the front end, where one is named and there is a draft to show."""
        modes = super().preview_modes
        named = front_end.address() and self.latest_revision_id
        return [*modes, (front_end.MODE, _("Front end"))] if named else modes

    def serve_preview(self, request, mode_name):
        if mode_name == front_end.MODE and self.latest_revision_id:
            return HttpResponseRedirect(front_end.link_to(self))
        return super().serve_preview(request, mode_name)

    def serve(self, request, *args, saved=False, **kwargs):
        """Answer 404 for an untranslated copy, and for a row that is live but has not passed the gate."""
        if self.is_tombstone and not is_preview(request):
            return gone_notice(self, request)
        if not is_preview(request) and (self.alias_of_id or self.publication_refusals()):
            raise Http404
        if saved:
            return saved_file(self, request)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        related = list(ExemplarPage.objects.beside(self).like(self)[:RELATED])
        read_at_once(self, related)
        address = self.get_full_url(request) or ""
        return super().get_context(request, *args, **kwargs) | {
            "related": related,
            "parts": parts_of(self.story),
            "awards": self.awards,
            "share": share_links(address, self.title),
            "share_address": address,
            "saved_url": f"{self.get_url(request)}{SAVED}/",
        }


class EarlierAward(TranslatableMixin, Orderable):
    """A recognition that the person had before, by a decision of which the profile says no more."""

    profile = ParentalKey(ExemplarPage, on_delete=models.CASCADE, related_name="earlier_awards")
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1945), MaxValueValidator(2100)]
    )
    award = models.CharField(_("title or award"), max_length=200)
    giver = models.CharField(_("given by"), max_length=200, blank=True)

    panels = [FieldRowPanel([FieldPanel("year"), FieldPanel("award"), FieldPanel("giver")])]
    translatable_fields = [
        SynchronizedField("year", overridable=False),
        TranslatableField("award"),
        TranslatableField("giver"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("earlier recognition")
        verbose_name_plural = _("earlier recognitions")
        unique_together = [("translation_key", "locale")]

    def __str__(self):
        return f"{self.award} ({self.year})"
