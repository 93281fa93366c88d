from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page, PageManager, PageQuerySet

from exemplars.growing import GrowingPage
from exemplars.profiles.models import ExemplarPage

from .forms import CampaignForm
from .outcome import OutcomeNumbers, rule_constraints
from .rules import Window, window

#: As many of the honoured as the page of a campaign names; conferences count about a thousand.
MOST_HONOURED = 1500


class NotReviewed:
    """A page whose own text goes through no workflow; the one hung on it is for the nominations below."""

    has_workflow = False

    def get_workflow(self):
        return None


class CampaignIndexPage(NotReviewed, GrowingPage):
    """The list of campaigns, open and past; the review workflow hangs here."""

    intro = RichTextField(_("introduction"), blank=True, features=["bold", "italic", "link"])

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["nominations.CampaignPage"]
    template = "nominations/campaigns/campaign_index_page.html"

    class Meta:
        verbose_name = _("list of campaigns")
        verbose_name_plural = _("lists of campaigns")

    def get_context(self, request, *args, **kwargs):
        campaigns = CampaignPage.objects.child_of(self).live().order_by("-opens_at")
        return super().get_context(request, *args, **kwargs) | {"campaigns": campaigns}


class RulePreset(OutcomeNumbers):
    """A named set of ballot numbers, as a decree has them; campaigns copy it and may depart from it."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("ballot rule")
        verbose_name_plural = _("ballot rules")
        ordering = ["sort_order", "name"]
        constraints = rule_constraints("preset")

    def __str__(self):
        return self.name


class CampaignQuerySet(PageQuerySet):
    def published(self):
        """What anybody may read: live, true translations, without view restrictions."""
        return self.live().public().filter(alias_of__isnull=True)

    def in_window(self, state: Window, moment):
        """Campaigns that ``window`` calls by this name at ``moment``."""
        conditions = {
            Window.UPCOMING: Q(opens_at__gt=moment),
            Window.OPEN: Q(opens_at__lte=moment, closes_at__gt=moment),
            Window.CLOSED: Q(opens_at__lte=moment, closes_at__lte=moment),
        }
        return self.filter(conditions[state])

    def open_at(self, moment):
        """Campaigns that take nominations at ``moment``, the first to close first."""
        return self.live().filter(opens_at__lte=moment, closes_at__gt=moment).order_by("closes_at", "pk")


class CampaignPage(NotReviewed, OutcomeNumbers, GrowingPage):
    """One call for nominations: its legal bases, calendar, quotas and criteria. Public; its dossiers are not."""

    code = models.CharField(
        _("code"),
        max_length=12,
        default="DHTT",
        validators=[
            RegexValidator(
                r"^[A-Z][A-Z0-9]*$", _("Capital letters and digits only, beginning with a letter.")
            )
        ],
        help_text=_("Begins every reference code, for example DHTT in DHTT-2023-0042."),
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1948), MaxValueValidator(2100)]
    )
    intro = RichTextField(
        _("introduction"), blank=True, features=["h3", "bold", "italic", "link", "ol", "ul"]
    )
    form_code = models.CharField(
        _("form code"),
        max_length=30,
        blank=True,
        help_text=_("The number of the official report form, as the decree has it."),
    )
    opens_at = models.DateTimeField(_("opens"), help_text=_("Vietnam time."))
    closes_at = models.DateTimeField(
        _("closes"), help_text=_("Vietnam time. From this moment nothing can be submitted.")
    )

    needs_endorsement = models.BooleanField(
        _("the unit's head endorses each nomination"),
        default=False,
        help_text=_(
            "With the tick, an officer does not submit: the head of the unit reads the dossier, endorses it and so "
            "submits it, or sends it back to the officer."
        ),
    )
    most_letters = models.PositiveSmallIntegerField(
        _("letters of support"),
        default=5,
        validators=[MaxValueValidator(20)],
        help_text=_("How many people a unit may ask for one about each candidate; 0 for none."),
    )
    service_days = models.PositiveSmallIntegerField(
        _("screening within"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(250)],
        help_text=_("Working days from the day on which a dossier was handed in."),
    )
    consultation_days = models.PositiveSmallIntegerField(
        _("public consultation"),
        default=10,
        validators=[MaxValueValidator(250)],
        help_text=_("Working days during which the shortlist stands open to comments; 0 for none."),
    )
    shows_position = models.BooleanField(_("the shortlist names each candidate's post"), default=True)
    shows_summary = models.BooleanField(_("the shortlist gives a short summary"), default=True)
    top_score = models.PositiveSmallIntegerField(
        _("highest score"),
        default=5,
        validators=[MinValueValidator(2), MaxValueValidator(100)],
        help_text=_("Members score each criterion from 1 to this number."),
    )
    name_likeness = models.PositiveSmallIntegerField(
        _("names are alike from (%)"),
        default=92,
        validators=[MinValueValidator(70), MaxValueValidator(100)],
        help_text=_(
            "From this likeness on, two people whose dates of birth do not contradict each other are shown as "
            "possibly one person. Nobody is refused for it."
        ),
    )
    report_likeness = models.PositiveSmallIntegerField(
        _("reports are alike from (%)"),
        default=80,
        validators=[MinValueValidator(20), MaxValueValidator(100)],
        help_text=_("From this share of common passages on, a report is shown beside the other one."),
    )
    achievement_likeness = models.PositiveSmallIntegerField(
        _("achievements are alike from (%)"),
        default=85,
        validators=[MinValueValidator(50), MaxValueValidator(100)],
        help_text=_("From this likeness on, an achievement is shown beside one that was rewarded already."),
    )
    rule_preset = models.ForeignKey(
        RulePreset,
        verbose_name=_("ballot rule"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Choosing another rule fills in the numbers below when you save."),
    )

    objects = PageManager.from_queryset(CampaignQuerySet)()

    base_form_class = CampaignForm
    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("code"), FieldPanel("year"), FieldPanel("form_code")]),
        FieldPanel("intro"),
        InlinePanel("legal_bases", heading=_("Legal bases"), label=_("Legal basis")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                InlinePanel("milestones", heading=_("Later steps"), label=_("Step")),
            ],
            heading=_("Calendar"),
        ),
        InlinePanel("quotas", heading=_("Seats per field"), label=_("Quota")),
        InlinePanel("allocations", heading=_("Seats per unit"), label=_("Allocation")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("needs_endorsement"), FieldPanel("most_letters")]),
                HelpPanel(template="nominations/campaigns/standard_form.html"),
                InlinePanel(
                    "asked_fields",
                    heading=_("Where this campaign departs from it"),
                    label=_("Entry"),
                    help_text=_("Without a line here, an entry is as in the official form above."),
                ),
            ],
            heading=_("What the form asks"),
        ),
        InlinePanel("criteria", heading=_("Criteria"), label=_("Criterion")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("service_days"), FieldPanel("top_score")]),
                FieldPanel("consultation_days"),
                FieldRowPanel([FieldPanel("shows_position"), FieldPanel("shows_summary")]),
            ],
            heading=_("Screening, consultation and scoring"),
        ),
        InlinePanel(
            "checks",
            heading=_("What the screener checks"),
            label=_("Check"),
            help_text=_("Without any, the standard list is used."),
        ),
        InlinePanel("clearance_bodies", heading=_("Bodies asked for clearance"), label=_("Body")),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("name_likeness"), FieldPanel("report_likeness")]),
                FieldPanel("achievement_likeness"),
            ],
            heading=_("What the machine points out"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("rule_preset"),
                FieldRowPanel([FieldPanel("threshold"), FieldPanel("comparison"), FieldPanel("basis")]),
                FieldRowPanel([FieldPanel("quorum_numerator"), FieldPanel("quorum_denominator")]),
                FieldRowPanel([FieldPanel("recused_count"), FieldPanel("is_secret"), FieldPanel("tie_rule")]),
            ],
            heading=_("The council's ballot"),
        ),
    ]
    parent_page_types = ["nominations.CampaignIndexPage"]
    subpage_types = ["nominations.NominationPage"]
    template = "nominations/campaigns/campaign_page.html"

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(
                name="campaign_opens_before_it_closes", condition=Q(opens_at__lt=F("closes_at"))
            ),
            *rule_constraints("campaign"),
            models.UniqueConstraint(
                fields=["code", "year"],
                name="one_campaign_per_code_and_year",
                violation_error_message=_(
                    "Another campaign has this code and year; reference codes would clash."
                ),
            ),
        ]

    @property
    def window(self) -> Window:
        """Where the campaign stands by the server's clock."""
        return window(self.opens_at, self.closes_at, timezone.now())

    @property
    def is_open(self) -> bool:
        return self.live and self.window is Window.OPEN

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {
            "state": self.window,
            "milestones": self.calendar(),
            "honoured": self.honoured(),
        }

    def honoured(self):
        """The published profiles of those whom the campaign honoured, by name.

        An approval carries the reference code of the nomination behind it; the nomination itself is not read.
        """
        profiles = ExemplarPage.objects.published().filter(
            approval__reference__startswith=f"{self.code}-{self.year}-", locale_id=self.locale_id
        )
        return profiles.select_related("unit", "field", "locale").by_name()[:MOST_HONOURED]

    def calendar(self) -> list[dict]:
        """Every date of the campaign in order, each with its state: done, next or later."""
        dates = [(_("Nominations open"), self.opens_at), (_("Nominations close"), self.closes_at)]
        rows = [{"label": label, "on": timezone.localtime(moment), "timed": True} for label, moment in dates]
        rows += [{"label": step.label, "on": step.on, "timed": False} for step in self.milestones.all()]
        today = timezone.localdate()
        rows.sort(key=lambda row: row["on"].date() if row["timed"] else row["on"])
        coming = [row for row in rows if (row["on"].date() if row["timed"] else row["on"]) >= today]
        for row in rows:
            state = "done" if row not in coming else "next" if row is coming[0] else "later"
            row |= {
                "state": state,
                "state_label": {"done": _("Done"), "next": _("Next"), "later": _("Later")}[state],
            }
        return rows


class LegalBasis(Orderable):
    campaign = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="legal_bases")
    text = models.CharField(_("text"), max_length=500)
    url = models.URLField(_("address"), blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("legal basis")
        verbose_name_plural = _("legal bases")

    def __str__(self):
        return self.text


class Milestone(Orderable):
    """A later step of the campaign and its date."""

    class Kind(models.TextChoices):
        SCREENING = "screening", _("Screening ends")
        CONSULTATION = "consultation", _("Public consultation")
        COUNCIL = "council", _("Council meeting")
        DECISION = "decision", _("Decision")
        CEREMONY = "ceremony", _("Ceremony")
        OTHER = "other", _("Other")

    campaign = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="milestones")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    label = models.CharField(_("what happens"), max_length=200)
    on = models.DateField(_("date"))

    class Meta(Orderable.Meta):
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self):
        return self.label


class Quota(Orderable):
    """Seats in one field, and how many reserves stand behind them."""

    campaign = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="quotas")
    field = models.ForeignKey(
        "exemplars.Field", verbose_name=_("field"), on_delete=models.PROTECT, related_name="+"
    )
    seats = models.PositiveSmallIntegerField(_("seats"), validators=[MinValueValidator(1)])
    reserves = models.PositiveSmallIntegerField(_("reserves"), default=0)

    class Meta(Orderable.Meta):
        verbose_name = _("quota")
        verbose_name_plural = _("quotas")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "field"], name="one_quota_per_field"),
            models.CheckConstraint(name="quota_has_a_seat", condition=Q(seats__gte=1)),
        ]

    def __str__(self):
        return f"{self.field}: {self.seats}"


class Allocation(Orderable):
    """How many nominations one unit may file; a unit without one may file as many as it finds worthy."""

    campaign = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="allocations")
    unit = models.ForeignKey(
        "exemplars.Unit", verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+"
    )
    seats = models.PositiveSmallIntegerField(_("nominations"), validators=[MinValueValidator(1)])

    class Meta(Orderable.Meta):
        verbose_name = _("allocation")
        verbose_name_plural = _("allocations")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="one_allocation_per_unit"),
            models.CheckConstraint(name="allocation_has_a_seat", condition=Q(seats__gte=1)),
        ]

    def __str__(self):
        return f"{self.unit}: {self.seats}"


class Criterion(Orderable):
    campaign = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="criteria")
    title = models.CharField(_("criterion"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    weight = models.PositiveSmallIntegerField(_("weight (%)"), default=0, validators=[MaxValueValidator(100)])

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")

    def __str__(self):
        return self.title


class ReferenceCounter(models.Model):
    """The last number given out in a campaign.

    Stands outside the page: a column of the page would travel in revisions, and an old
    revision put back would give the same number twice.
    """

    campaign = models.OneToOneField(CampaignPage, on_delete=models.CASCADE, related_name="counter")
    last_number = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.campaign_id}: {self.last_number}"
