"""What screening writes about a nomination. Plain models: none of it belongs into the page's revisions."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Orderable

from exemplars.vocabulary.names import clean_text, fold

from ..dossiers.models import NominationPage
from .querysets import FlagQuerySet, HonourQuerySet, RemarkQuerySet


def person(verbose_name="", **more):
    """A column that names one of the portal's people, kept as long as the row is."""
    values = {"on_delete": models.PROTECT, "related_name": "+"} | more
    return models.ForeignKey(settings.AUTH_USER_MODEL, verbose_name=verbose_name, **values)


class Assignment(models.Model):
    """The one screener who has a nomination in hand; the log remembers the earlier ones."""

    nomination = models.OneToOneField(NominationPage, on_delete=models.CASCADE, related_name="assignment")
    screener = person(_("screener"), related_name="assignments")
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    def __str__(self):
        return f"{self.nomination_id}: {self.screener_id}"


# --- The checklist --------------------------------------------------------------------------------------


class Check(Orderable):
    """One thing that the screeners of a campaign check; a campaign without any uses the standard list."""

    class Kind(models.TextChoices):
        DECLARATION = "declaration", _("Eligibility declaration")
        REPORT = "report", _("Signed report")
        MINUTES = "minutes", _("Minutes of the unit's meeting")
        AWARDS = "awards", _("Awards with number, date and issuer")
        CLEARANCE = "clearance", _("Clearance from other bodies")
        DUPLICATE = "duplicate", _("No duplicate")
        OTHER = "other", _("Other")

    campaign = ParentalKey("nominations.CampaignPage", on_delete=models.CASCADE, related_name="checks")
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=Kind.choices,
        default=Kind.OTHER,
        help_text=_("Of all kinds but “Other” the dossier says beside the check what it holds."),
    )
    title = models.CharField(_("what is checked"), max_length=150)
    hint = models.CharField(_("hint"), max_length=250, blank=True)

    panels = [FieldRowPanel([FieldPanel("kind"), FieldPanel("title")]), FieldPanel("hint")]

    class Meta(Orderable.Meta):
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "kind"],
                condition=~Q(kind="other"),
                name="one_check_of_each_kind",
                violation_error_message=_("There is already a check of this kind."),
            )
        ]

    def __str__(self):
        return self.title


class CheckAnswer(models.Model):
    """What a screener found at one check of one nomination; the latest word counts, the log has the others.

    ``key`` is the check's kind, or ``other-`` with the number of the campaign's own check.
    """

    class Verdict(models.TextChoices):
        MET = "met", _("Met")
        UNMET = "unmet", _("Not met")
        NOT_APPLICABLE = "not_applicable", _("Not applicable")

    nomination = models.ForeignKey(NominationPage, on_delete=models.CASCADE, related_name="check_answers")
    key = models.CharField(max_length=40)
    verdict = models.CharField(_("verdict"), max_length=20, choices=Verdict.choices)
    answered_by = person(_("answered by"))
    answered_at = models.DateTimeField(_("answered"), default=timezone.now)

    class Meta:
        verbose_name = _("answer to a check")
        verbose_name_plural = _("answers to checks")
        constraints = [
            models.UniqueConstraint(fields=["nomination", "key"], name="one_answer_per_check"),
        ]

    def __str__(self):
        return f"{self.key}: {self.verdict}"


class ClearanceBody(Orderable):
    """A body that a campaign asks about its candidates, and how long its answer holds."""

    campaign = ParentalKey(
        "nominations.CampaignPage", on_delete=models.CASCADE, related_name="clearance_bodies"
    )
    name = models.CharField(_("body"), max_length=150)
    valid_days = models.PositiveSmallIntegerField(
        _("answer valid for (days)"), default=180, validators=[MinValueValidator(1), MaxValueValidator(3650)]
    )

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("valid_days")])]

    class Meta(Orderable.Meta):
        verbose_name = _("body asked for clearance")
        verbose_name_plural = _("bodies asked for clearance")

    def __str__(self):
        return self.name


class Clearance(models.Model):
    """One question to another body about a candidate, and its answer."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("No answer yet")
        CLEAR = "clear", _("No objection")
        OBJECTION = "objection", _("Objection")

    nomination = models.ForeignKey(NominationPage, on_delete=models.PROTECT, related_name="clearances")
    body = models.CharField(_("body"), max_length=150)
    asked_on = models.DateField(_("asked on"))
    answered_on = models.DateField(_("answered on"), null=True, blank=True)
    outcome = models.CharField(_("answer"), max_length=20, choices=Outcome.choices, default=Outcome.WAITING)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    document = models.CharField(_("number of the letter"), max_length=100, blank=True)
    recorded_by = person(_("recorded by"))
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("clearance")
        verbose_name_plural = _("clearances")
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="clearance_is_answered_after_it_was_asked",
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("asked_on")),
                violation_error_message=_("The answer cannot be older than the question."),
            ),
            models.CheckConstraint(
                name="answered_clearance_says_when",
                condition=Q(outcome="waiting", answered_on__isnull=True)
                | (~Q(outcome="waiting") & Q(answered_on__isnull=False)),
                violation_error_message=_("Give the answer and its date together."),
            ),
        ]

    def __str__(self):
        return self.body

    @property
    def is_expired(self) -> bool:
        """Whether the answer no longer holds."""
        return bool(self.valid_until and self.valid_until < timezone.localdate())

    @property
    def holds(self) -> bool:
        """Whether the body has no objection, and its word still counts."""
        return self.outcome == self.Outcome.CLEAR and not self.is_expired


# --- Remarks --------------------------------------------------------------------------------------------


class Remark(models.Model):
    """What a screener wants mended at one place of a dossier.

    A draft until the nomination is returned; from then on the unit reads it, and it is kept for good.
    ``fingerprint`` is that of the place as it stood on the return: what has another one now was corrected.
    """

    nomination = models.ForeignKey(NominationPage, on_delete=models.CASCADE, related_name="remarks")
    place = models.CharField(max_length=60)
    label = models.CharField(_("place"), max_length=250)
    text = models.TextField(_("remark"), max_length=1000)
    written_by = person(_("written by"))
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    returned_at = models.DateTimeField(_("returned"), null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    explanation = models.TextField(_("explanation"), max_length=1000, blank=True)
    explained_by = person(_("explained by"), null=True, blank=True)
    explained_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(_("handed in again"), null=True, blank=True)
    was_corrected = models.BooleanField(default=False)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "place"],
                condition=Q(returned_at__isnull=True),
                name="one_draft_remark_per_place",
            ),
            models.CheckConstraint(
                name="remarks_are_answered_after_their_return",
                condition=Q(answered_at__isnull=True) | Q(returned_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.label}: {self.text}"

    @property
    def is_draft(self) -> bool:
        return self.returned_at is None


# --- The register ---------------------------------------------------------------------------------------


class Honour(models.Model):
    """One award or recognition of a person, from this portal or from before it."""

    name = models.CharField(_("full name"), max_length=150)
    folded_name = models.CharField(max_length=150, editable=False, db_index=True)
    birth_year = models.PositiveSmallIntegerField(
        _("year of birth"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
        db_index=True,
    )
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    unit_name = models.CharField(_("unit"), max_length=255, blank=True)
    award = models.CharField(_("title or award"), max_length=200)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1945), MaxValueValidator(2100)]
    )
    decision_number = models.CharField(_("decision number"), max_length=60, blank=True)
    decision_date = models.DateField(_("decision date"), null=True, blank=True)
    issuer = models.CharField(_("issued by"), max_length=200, blank=True)
    achievement = models.TextField(
        _("what it was given for"),
        max_length=5000,
        blank=True,
        help_text=_("One achievement per line; later nominations are compared with each of them."),
    )
    reference = models.CharField(
        _("reference code"), max_length=40, null=True, blank=True, unique=True, editable=False
    )
    identity_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = HonourQuerySet.as_manager()

    panels = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("birth_year"), FieldPanel("birth_date")]),
        FieldPanel("unit_name"),
        FieldRowPanel([FieldPanel("award"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("decision_number"), FieldPanel("decision_date")]),
        FieldPanel("issuer"),
        FieldPanel("achievement"),
        FieldPanel("revoked_on"),
    ]

    class Meta:
        verbose_name = _("honour")
        verbose_name_plural = _("register of honours")
        ordering = ["-year", "folded_name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="honour_birth_date_in_birth_year",
                condition=Q(birth_date__isnull=True) | Q(birth_date__year=F("birth_year")),
                violation_error_message=_("The date of birth lies in another year."),
            )
        ]

    def __str__(self):
        return f"{self.name}: {self.award} ({self.year})"

    def save(self, *args, **kwargs):
        self.name = clean_text(self.name)
        self.folded_name = fold(self.name)
        if self.birth_date:
            self.birth_year = self.birth_date.year
        super().save(*args, **kwargs)

    def clean(self):
        """Take the year from the date before the constraints are checked."""
        if self.birth_date:
            self.birth_year = self.birth_date.year


# --- What the machine points out ------------------------------------------------------------------------


class ReportPrint(models.Model):
    """One of the marks by which a report is found again in another one; see ``rules.sketch``."""

    nomination = models.ForeignKey(NominationPage, on_delete=models.CASCADE, related_name="report_prints")
    mark = models.BigIntegerField(db_index=True)

    def __str__(self):
        return f"{self.nomination_id}: {self.mark}"


class Flag(models.Model):
    """Something that the machine points out about a nomination. It never decides; a screener does.

    A flag about two nominations is one row, shown in both dossiers: ``nomination`` is the one that was
    handed in later.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("Possibly one person")
        HONOURED = "honoured", _("In the register of honours")
        REWARDED = "rewarded", _("Achievement already rewarded")
        COPIED = "copied", _("Report like another one")

    class Verdict(models.TextChoices):
        SAME = "same", _("One and the same")
        DIFFERENT = "different", _("Different")

    nomination = models.ForeignKey(NominationPage, on_delete=models.CASCADE, related_name="flags")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    other = models.ForeignKey(
        NominationPage, on_delete=models.CASCADE, null=True, blank=True, related_name="flags_of_later_ones"
    )
    honour = models.ForeignKey(Honour, on_delete=models.CASCADE, null=True, blank=True, related_name="flags")
    score = models.PositiveSmallIntegerField(_("likeness (%)"))
    reasons = models.JSONField(default=list)
    passage = models.TextField(blank=True)
    other_passage = models.TextField(blank=True)
    found_at = models.DateTimeField(default=timezone.now)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict.choices, blank=True)
    verdict_by = person(_("judged by"), null=True, blank=True)
    verdict_at = models.DateTimeField(null=True, blank=True)

    objects = FlagQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["-score", "pk"]
        constraints = [
            models.CheckConstraint(
                name="flag_is_about_one_other_thing",
                condition=Q(other__isnull=False, honour__isnull=True)
                | Q(other__isnull=True, honour__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["nomination", "kind", "other"], name="one_flag_per_pair", condition=Q(honour=None)
            ),
            models.UniqueConstraint(
                fields=["nomination", "kind", "honour"], name="one_flag_per_honour", condition=Q(other=None)
            ),
            models.CheckConstraint(
                name="verdicts_say_who",
                condition=Q(verdict="") | Q(verdict_by__isnull=False, verdict_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.nomination_id}: {self.kind}"
