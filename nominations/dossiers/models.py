from django.conf import settings
from django.core.files.storage import storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedCharField
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from exemplars.vocabulary.names import clean_text, fold, sort_key

from ..campaigns.working_days import working_days_between
from ..places.rules import province_code
from ..roles import DECIDE, READ_DOSSIERS, RUN_COUNCIL, SCREEN, SIT_ON_COUNCIL
from ..stages import EDITABLE, UNDER_REVIEW, Stage
from .ceilings import Ceiling
from .consents import (  # noqa: F401 - other rooms find all of a dossier's rows here
    Consent,
    ConsentWording,
    answers_in_force,
    consents_in_force,
    wordings_in_force,
)
from .identity import identity_hash
from .permissions import NominationPermissionTester
from .querysets import EvidenceQuerySet, NominationQuerySet
from .rules import CEILINGS
from .scanning import OPEN, Scan
from .storage import random_name, random_preview_name


class Candidate(models.Model):
    """The private record of the person put forward. Outside the page, so that no revision keeps a copy."""

    class Sex(models.TextChoices):
        MALE = "male", _("Male")
        FEMALE = "female", _("Female")

    name = models.CharField(_("full name"), max_length=150)
    folded_name = models.CharField(max_length=150, editable=False, db_index=True)
    sort_name = models.CharField(max_length=600, editable=False)
    alias = models.CharField(_("other name"), max_length=150, blank=True)
    sex = models.CharField(_("sex"), max_length=10, choices=Sex.choices, blank=True)
    birth_year = models.PositiveSmallIntegerField(
        _("year of birth"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
    )
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    ethnicity = models.CharField(_("ethnicity"), max_length=60, blank=True)
    home_place = models.CharField(_("home place"), max_length=255, blank=True)
    home_province = models.CharField(
        max_length=2,
        blank=True,
        editable=False,
        help_text="Code of the present province that the home place names; empty where it names none.",
    )
    residence = models.CharField(_("residence"), max_length=255, blank=True)
    position = models.CharField(_("position"), max_length=255, blank=True)
    qualification = models.CharField(_("qualification"), max_length=255, blank=True)
    academic_rank = models.CharField(_("academic rank, titles"), max_length=255, blank=True)
    party_member = models.BooleanField(_("Party member"), null=True, blank=True)
    duties = models.TextField(_("duties"), max_length=CEILINGS["candidate.duties"], blank=True)
    phone = models.CharField(_("telephone"), max_length=30, blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    identity_number = EncryptedCharField(_("identity number"), max_length=20, blank=True, null=True)
    identity_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        constraints = [
            models.CheckConstraint(
                name="candidate_birth_date_in_birth_year",
                condition=Q(birth_date__isnull=True) | Q(birth_date__year=F("birth_year")),
            ),
            Ceiling(
                name="candidate_duties_have_a_ceiling",
                column="duties",
                characters=CEILINGS["candidate.duties"],
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.work_out()
        super().save(*args, **kwargs)

    def work_out(self) -> None:
        """Set the columns that follow from others: those by which people are found, told apart and sorted."""
        self.name = clean_text(self.name)
        self.folded_name, self.sort_name = fold(self.name), sort_key(self.name)
        self.identity_hash = identity_hash(self.identity_number or "")
        self.home_province = province_code(self.home_place)
        if self.birth_date:
            self.birth_year = self.birth_date.year


class NominationPage(Page):
    """One unit's case for one candidate, filed under its campaign and never published itself.

    The title is the reference code, so that mail, logs and choosers show no name.
    """

    unit = models.ForeignKey(
        "exemplars.Unit", verbose_name=_("unit"), on_delete=models.PROTECT, related_name="nominations"
    )
    field = models.ForeignKey(
        "exemplars.Field",
        verbose_name=_("field"),
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
    )
    candidate = models.ForeignKey(
        Candidate, verbose_name=_("candidate"), on_delete=models.PROTECT, related_name="nominations"
    )
    campaign = models.ForeignKey(
        "nominations.CampaignPage",
        verbose_name=_("campaign"),
        on_delete=models.PROTECT,
        related_name="nominations",
    )
    stage = models.CharField(
        _("stage"), max_length=20, choices=Stage.choices, default=Stage.DRAFT, db_index=True
    )
    stage_since = models.DateTimeField(_("in this stage since"), default=timezone.now)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
    )
    request_key = models.UUIDField(
        null=True,
        editable=False,
        help_text="Names the form that made this nomination: the same POST twice makes one.",
    )
    carried_from = models.ForeignKey(
        "self",
        verbose_name=_("carried over from"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="carried_into",
    )
    all_open = models.BooleanField(
        default=False,
        editable=False,
        help_text="Returned with every entry open, whatever was remarked on.",
    )
    summary = models.TextField(_("summary of achievements"), max_length=CEILINGS["case.summary"], blank=True)
    case = models.TextField(_("report of achievements"), max_length=CEILINGS["case.case"], blank=True)
    without_awards = models.BooleanField(_("The candidate has no earlier award"), default=False)

    objects = PageManager.from_queryset(NominationQuerySet)()

    #: Columns that actions alone write; a revision carries old values of them.
    ACTION_COLUMNS = (
        "stage",
        "stage_since",
        "submitted_at",
        "submitted_by_id",
        "request_key",
        "unit_id",
        "candidate_id",
        "carried_from_id",
        "all_open",
    )

    content_panels = [
        FieldPanel("field"),
        FieldPanel("summary"),
        FieldPanel("case"),
        InlinePanel("achievements", heading=_("Achievements"), label=_("Achievement")),
        FieldPanel("without_awards"),
        InlinePanel("awards", heading=_("Earlier awards"), label=_("Earlier award")),
    ]
    promote_panels = []
    settings_panels = []
    search_fields = [*Page.search_fields, index.FilterField("stage")]
    parent_page_types = ["nominations.CampaignPage"]
    subpage_types = []
    preview_modes = []
    is_creatable = False

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        permissions = [
            (READ_DOSSIERS.partition(".")[2], "Read the dossiers that were handed in"),
            (SCREEN.partition(".")[2], "Screen nominations"),
            (DECIDE.partition(".")[2], "Decide on nominations"),
            (RUN_COUNCIL.partition(".")[2], "Run the sessions of the council"),
            (SIT_ON_COUNCIL.partition(".")[2], "Sit on the council"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["request_key"], name="one_nomination_per_request"),
            models.UniqueConstraint(fields=["carried_from", "campaign"], name="carried_once_into_a_campaign"),
            models.CheckConstraint(
                name="handed_in_nominations_say_when",
                condition=Q(stage__in=[Stage.DRAFT, Stage.WITHDRAWN]) | Q(submitted_at__isnull=False),
            ),
            Ceiling(
                name="nomination_summary_has_a_ceiling", column="summary", characters=CEILINGS["case.summary"]
            ),
            Ceiling(name="nomination_report_has_a_ceiling", column="case", characters=CEILINGS["case.case"]),
        ]

    @property
    def is_editable(self) -> bool:
        """Whether the unit may change it: a draft, or one that was returned."""
        return self.stage in EDITABLE

    @property
    def reference(self) -> str:
        return self.title

    @property
    def days_waiting(self) -> int | None:
        """Working days, by the calendar of Vietnam, since somebody has had to act; None when nobody has to."""
        if self.stage not in UNDER_REVIEW | {Stage.RETURNED}:
            return None
        return working_days_between(timezone.localdate(self.stage_since), timezone.localdate())

    # --- Never public -------------------------------------------------------------------------------

    def permissions_for_user(self, user):
        return NominationPermissionTester(user, self)

    def save(self, *args, **kwargs):
        self.live = False
        super().save(*args, **kwargs)

    def publish(self, *args, **kwargs):
        raise NeverPublished

    def serve(self, request, *args, **kwargs):
        raise Http404

    def route(self, request, path_components):
        raise Http404

    def get_url_parts(self, request=None):
        return None

    def get_sitemap_urls(self, request=None):
        return []

    def with_content_json(self, content):
        page = super().with_content_json(content)
        for column in self.ACTION_COLUMNS:
            setattr(page, column, getattr(self, column))
        if NominationPage.campaign.is_cached(self) and page.campaign_id == self.campaign_id:
            page.campaign = self.campaign
        return page


class NeverPublished(RuntimeError):
    """Somebody tried to publish a nomination; only the profile made from it can ever be public."""


class Achievement(Orderable):
    nomination = ParentalKey(NominationPage, on_delete=models.CASCADE, related_name="achievements")
    title = models.CharField(_("achievement"), max_length=200)
    period = models.CharField(_("period"), max_length=60, blank=True)
    detail = models.TextField(_("what was done"), max_length=CEILINGS["achievements.detail"], blank=True)
    result = models.TextField(
        _("result, with figures"), max_length=CEILINGS["achievements.result"], blank=True
    )

    class Meta(Orderable.Meta):
        verbose_name = _("achievement")
        verbose_name_plural = _("achievements")
        constraints = [
            Ceiling(
                name="achievement_detail_has_a_ceiling",
                column="detail",
                characters=CEILINGS["achievements.detail"],
            ),
            Ceiling(
                name="achievement_result_has_a_ceiling",
                column="result",
                characters=CEILINGS["achievements.result"],
            ),
        ]

    def __str__(self):
        return self.title


class EarlierAward(Orderable):
    nomination = ParentalKey(NominationPage, on_delete=models.CASCADE, related_name="awards")
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1945), MaxValueValidator(2100)]
    )
    name = models.CharField(_("title or award"), max_length=200)
    decision_number = models.CharField(_("decision number"), max_length=60, blank=True)
    decision_date = models.DateField(_("decision date"), null=True, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("earlier award")
        verbose_name_plural = _("earlier awards")

    def __str__(self):
        return f"{self.name} ({self.year})"


def private_storage():
    return storages["private"]


class Evidence(models.Model):
    """A private file that supports the case; served by one view that asks for the permission each time."""

    class Kind(models.TextChoices):
        REPORT = "report", _("Signed report of achievements")
        MINUTES = "minutes", _("Minutes of the unit's meeting")
        PORTRAIT = "portrait", _("Portrait")
        CONSENT = "consent", _("Signed consent form")
        AWARD = "award", _("Copy of an earlier decision")
        OTHER = "other", _("Other document")

    nomination = models.ForeignKey(NominationPage, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.OTHER)
    file = models.FileField(_("file"), storage=private_storage, upload_to=random_name, max_length=120)
    original_name = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    caption = models.CharField(_("caption"), max_length=250, blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)
    pages = models.PositiveIntegerField(_("pages"), null=True, editable=False)
    scan = models.CharField(
        _("virus check"), max_length=10, choices=Scan.choices, default=Scan.UNCHECKED, editable=False
    )
    preview = models.FileField(
        storage=private_storage, upload_to=random_preview_name, max_length=120, blank=True, editable=False
    )
    thumbnail = models.FileField(
        storage=private_storage, upload_to=random_preview_name, max_length=120, blank=True, editable=False
    )
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["kind", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "sha256", "kind"], name="no_file_twice_in_one_kind"
            ),
            models.CheckConstraint(name="evidence_is_not_empty", condition=Q(size__gt=0)),
            models.CheckConstraint(
                name="no_picture_of_what_may_not_be_opened",
                condition=Q(scan__in=sorted(OPEN)) | Q(preview="", thumbnail=""),
            ),
        ]

    def __str__(self):
        return self.original_name

    @property
    def may_be_opened(self) -> bool:
        """Whether the virus scanner, where one is set up, has let it pass."""
        return self.scan in OPEN

    @property
    def is_destroyed(self) -> bool:
        """Whether a virus was found after it had been stored: the row tells so, the file is gone."""
        return self.scan == Scan.INFECTED
