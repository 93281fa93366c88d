import secrets
import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import storages
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from exemplars.models import Unit

from ..campaigns.models import CampaignPage
from .querysets import AnnouncementQuerySet, DutyQuerySet
from .rules import Progress, dong, progress_of


def private_storage():
    return storages["private"]


def random_name(instance, filename: str) -> str:
    """Return a name that tells nothing of the assignment, spread over 256 folders."""
    token = secrets.token_hex(20)
    return str(PurePath("reports", token[:2], token))


def person(label, **more):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=label, on_delete=models.PROTECT, related_name="+", **more
    )


# --- The plan and its assignments -----------------------------------------------------------------------


class Plan(models.Model):
    """The paper that a campaign's assignments stand in, as its reports cite it."""

    campaign = models.OneToOneField(
        CampaignPage, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="plan"
    )
    title = models.CharField(_("title"), max_length=500)
    number = models.CharField(
        _("number"), max_length=60, blank=True, help_text=_("With its symbol, for example 12/KH-BTTTT.")
    )
    signed_on = models.DateField(_("date"), null=True, blank=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["-campaign__opens_at"]

    def __str__(self):
        return self.title


class Duty(models.Model):
    """One assignment of a campaign's plan: what, who leads and who helps, by when, and what it costs."""

    campaign = models.ForeignKey(
        CampaignPage, verbose_name=_("campaign"), on_delete=models.PROTECT, related_name="duties"
    )
    title = models.TextField(_("what is to be done"), max_length=1000)
    lead = models.ForeignKey(
        Unit, verbose_name=_("lead unit"), on_delete=models.PROTECT, related_name="duties_led"
    )
    supporting = models.ManyToManyField(
        Unit, verbose_name=_("supporting units"), blank=True, related_name="duties_supported"
    )
    due_on = models.DateField(_("due on"), help_text=_("The day itself is still in time."))
    cost = models.PositiveBigIntegerField(_("estimated cost"), null=True, blank=True)
    budget_source = models.CharField(_("budget source"), max_length=200, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)
    done_at = models.DateTimeField(_("done"), null=True, editable=False)
    done_by = person(_("found done by"), null=True, editable=False)

    objects = DutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment of the plan")
        verbose_name_plural = _("assignments of the plan")
        ordering = ["sort_order", "due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="duty_is_done_by_somebody",
                condition=Q(done_at=None, done_by=None) | Q(done_at__isnull=False, done_by__isnull=False),
            ),
        ]

    def __str__(self):
        return self.title if len(self.title) <= 90 else f"{self.title[:89].rstrip()}…"

    def progress_on(self, today) -> Progress:
        """Where it stands; of a row of ``with_latest``, or asking for its lead's latest report."""
        if not hasattr(self, "percentage"):
            latest = self.reports.filter(unit=self.lead_id).first()
            self.percentage = latest.percentage if latest else None
        return progress_of(
            due_on=self.due_on, today=today, percentage=self.percentage, is_done=self.done_at is not None
        )

    @property
    def cost_text(self) -> str:
        return dong(self.cost)

    @property
    def unit_ids(self) -> set[int]:
        """The units that are named on it."""
        return {self.lead_id, *(unit.pk for unit in self.supporting.all())}


class DutyReport(models.Model):
    """What a unit says of an assignment at one time, and what the department answered. Reports are never changed."""

    class Verdict(models.TextChoices):
        OPEN = "", _("Not answered yet")
        ACCEPTED = "accepted", _("Accepted")
        MORE = "more", _("More is needed")

    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, verbose_name=_("unit"), on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("what was done"), max_length=4000)
    difficulties = models.TextField(_("difficulties"), max_length=2000, blank=True)
    proposals = models.TextField(_("proposals"), max_length=2000, blank=True)
    percentage = models.PositiveSmallIntegerField(
        _("how much is done (%)"), validators=[MaxValueValidator(100)]
    )
    request_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    reported_by = person(_("reported by"))
    reported_at = models.DateTimeField(default=timezone.now)
    verdict = models.CharField(
        _("the department's answer"), max_length=10, choices=Verdict.choices, blank=True, default=Verdict.OPEN
    )
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    answered_by = person(_("answered by"), null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-reported_at", "-pk"]
        constraints = [
            models.CheckConstraint(name="report_is_a_percentage", condition=Q(percentage__lte=100)),
            models.CheckConstraint(
                name="answered_reports_say_by_whom",
                condition=Q(verdict="", answered_by=None, answered_at=None)
                | (~Q(verdict="") & Q(answered_by__isnull=False, answered_at__isnull=False)),
            ),
        ]
        indexes = [models.Index(fields=["duty", "unit", "-reported_at"], name="latest_report_of_a_unit")]

    def __str__(self):
        return f"{self.duty}: {self.percentage} %"


class ReportFile(models.Model):
    """A file that goes with a report: sniffed and stored as evidence is."""

    report = models.ForeignKey(DutyReport, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(storage=private_storage, upload_to=random_name, max_length=120)
    original_name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="report_file_is_not_empty", condition=Q(size__gt=0))]

    def __str__(self):
        return self.original_name


# --- Chasing --------------------------------------------------------------------------------------------


class Abstention(models.Model):
    """A unit's word that it nominates nobody in a campaign; taking it back removes it."""

    campaign = models.ForeignKey(CampaignPage, on_delete=models.CASCADE, related_name="abstentions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    said_by = person(_("said by"))
    said_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("nominates nobody")
        verbose_name_plural = _("nominate nobody")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="one_abstention_per_unit_and_campaign")
        ]

    def __str__(self):
        return f"{self.unit}: {self.campaign}"


class Chase(models.Model):
    """One unit reminded once: in which words, by whom, and how many letters that made."""

    campaign = models.ForeignKey(CampaignPage, on_delete=models.PROTECT, related_name="chases")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    batch = models.UUIDField()
    standing = models.CharField(max_length=10)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    letters = models.PositiveSmallIntegerField()
    chased_by = person(_("chased by"))
    chased_at = models.DateTimeField(default=timezone.now)
    leaves_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reminder to a unit")
        verbose_name_plural = _("reminders to units")
        ordering = ["-chased_at", "-pk"]
        permissions = [("chase_unit", "Can chase units")]
        constraints = [
            models.UniqueConstraint(fields=["batch", "unit"], name="one_chase_per_unit_and_batch"),
            models.CheckConstraint(name="a_chase_is_a_letter", condition=Q(letters__gt=0)),
        ]
        indexes = [models.Index(fields=["campaign", "unit", "-chased_at"], name="latest_chase_of_a_unit")]

    def __str__(self):
        return f"{self.unit}: {self.subject}"


# --- Words to units -------------------------------------------------------------------------------------

RICH = ["bold", "italic", "link", "ol", "ul"]


class Announcement(models.Model):
    """What the department tells the units on the first page of their workspace."""

    title = models.CharField(_("title"), max_length=200)
    body = RichTextField(_("text"), features=RICH)
    campaign = models.ForeignKey(
        CampaignPage,
        verbose_name=_("campaign"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="announcements",
        help_text=_("Without one, the words are about everything."),
    )
    shown_from = models.DateTimeField(_("shown from"), default=timezone.now, help_text=_("Vietnam time."))
    shown_until = models.DateTimeField(_("shown until"), null=True, blank=True)
    is_important = models.BooleanField(
        _("important"), default=False, help_text=_("Stands first, until each person has marked it as read.")
    )

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        ordering = ["-shown_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="announcement_begins_before_it_ends",
                condition=Q(shown_until=None) | Q(shown_from__lt=F("shown_until")),
                violation_error_message=_("It must end after it begins."),
            )
        ]

    def __str__(self):
        return self.title


class AnnouncementRead(models.Model):
    """That one person has read one announcement."""

    announcement = models.ForeignKey(Announcement, on_delete=models.CASCADE, related_name="reads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["announcement", "user"], name="one_read_mark_per_person")
        ]

    def __str__(self):
        return f"{self.user}: {self.announcement}"


class GuideSection(models.Model):
    """One section of the units' guide in one language."""

    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    anchor = models.SlugField(
        _("address"), max_length=60, help_text=_("Stands behind # in links to the section; keep it.")
    )
    title = models.CharField(_("title"), max_length=200)
    body = RichTextField(_("text"), features=["h3", "h4", *RICH])
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("section of the guide")
        verbose_name_plural = _("guide for units")
        ordering = ["language", "sort_order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["language", "anchor"], name="one_guide_section_per_address")
        ]

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if not self.body.strip():
            raise ValidationError({"body": _("A section says something.")})
