from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedTextField

from ..campaigns.models import CampaignPage
from ..dossiers.models import NominationPage
from .querysets import WAITING, CommentQuerySet, ConsultationQuerySet, EntryQuerySet
from .rules import Phase, phase, working_days_left

#: Without letters and digits that are taken for one another when read out on the telephone.
CODE_LETTERS = "ABCDEFGHKLMNPQRSTUVXY3456789"


def new_code() -> str:
    """Return the code of a receipt; nobody guesses another's."""
    return f"YK-{get_random_string(5, CODE_LETTERS)}-{get_random_string(5, CODE_LETTERS)}"


class Consultation(models.Model):
    """A shortlist of one campaign that was made public for comment, for so many working days."""

    campaign = models.ForeignKey(
        CampaignPage, verbose_name=_("campaign"), on_delete=models.PROTECT, related_name="consultations"
    )
    opens_on = models.DateField(_("published on"))
    closes_on = models.DateField(_("last day for comments"))
    receiving_unit = models.CharField(_("comments by post go to"), max_length=200)
    receiving_address = models.CharField(_("postal address"), max_length=300)
    sha256 = models.CharField(
        max_length=64, help_text="Of what was published: the list as it was read before."
    )
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("public consultation")
        verbose_name_plural = _("public consultations")
        default_permissions = ()
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="consultation_closes_after_it_opens", condition=Q(closes_on__gt=F("opens_on"))
            ),
        ]

    def __str__(self):
        return f"{self.campaign.title}, {self.opens_on:%d/%m/%Y}"

    @property
    def phase(self) -> Phase:
        """Where it stands today, by the calendar of Vietnam."""
        return phase(timezone.localdate(), self.closes_on, self.ended_at is not None)

    @property
    def is_open(self) -> bool:
        return self.phase is Phase.OPEN

    @property
    def is_over(self) -> bool:
        """Whether its days are over, so that it may be ended."""
        return self.phase is not Phase.OPEN

    @property
    def days_left(self) -> int:
        return working_days_left(timezone.localdate(), self.opens_on, self.closes_on)


class ConsultationEntry(models.Model):
    """What is public of one nomination while its list stands open: copied at publication, and nothing else.

    The public page reads this table and never the nomination's own.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("Open to comment")
        PASSED = "passed", _("With the council")
        REMOVED = "removed", _("Taken off the list")
        STUCK = "stuck", _("Could not go on")

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="entries")
    nomination = models.ForeignKey(
        NominationPage, on_delete=models.PROTECT, related_name="consultation_entries"
    )
    name = models.CharField(_("full name"), max_length=150)
    sort_name = models.CharField(max_length=600)
    unit = models.ForeignKey("exemplars.Unit", on_delete=models.PROTECT, related_name="+")
    field = models.ForeignKey("exemplars.Field", on_delete=models.PROTECT, related_name="+")
    position = models.CharField(_("position"), max_length=255, blank=True)
    summary = models.TextField(_("summary of achievements"), max_length=350, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=Status.choices, default=Status.OPEN, db_index=True
    )
    left_at = models.DateTimeField(_("left the list"), null=True, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("person on the shortlist")
        verbose_name_plural = _("people on the shortlist")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "nomination"], name="one_entry_per_list"),
            models.UniqueConstraint(
                fields=["nomination"], condition=Q(status__in=WAITING), name="in_one_running_consultation"
            ),
            models.CheckConstraint(
                name="entries_that_left_say_when",
                condition=Q(status__in=WAITING, left_at__isnull=True)
                | Q(status__in=["passed", "removed"], left_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.name


class Comment(models.Model):
    """A signed comment from the public. Who sent it is confidential, and stored encrypted."""

    class Status(models.TextChoices):
        NEW = "new", _("Not read yet")
        RELEVANT = "relevant", _("Relevant")
        NOT_RELEVANT = "not_relevant", _("Not relevant")
        ANSWERED = "answered", _("Answered")
        TO_COUNCIL = "to_council", _("Passed to the council")

    consultation = models.ForeignKey(
        Consultation, verbose_name=_("public consultation"), on_delete=models.PROTECT, related_name="comments"
    )
    entry = models.ForeignKey(
        ConsultationEntry,
        verbose_name=_("about"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="comments",
    )
    code = models.CharField(_("code"), max_length=20, unique=True, default=new_code)
    token = models.UUIDField(unique=True, help_text="Names the form that was sent: one form, one comment.")
    name = EncryptedTextField(_("full name"))
    phone = EncryptedTextField(_("telephone"))
    address = EncryptedTextField(_("address"))
    text = models.TextField(_("comment"), max_length=5000)
    received_at = models.DateTimeField(_("received"), default=timezone.now, db_index=True)
    status = models.CharField(
        _("status"), max_length=15, choices=Status.choices, default=Status.NEW, db_index=True
    )
    text_for_council = models.TextField(_("text for the council"), max_length=5000, blank=True)
    note = models.TextField(_("screener's note"), max_length=2000, blank=True)
    triaged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    triaged_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment from the public")
        verbose_name_plural = _("comments from the public")
        ordering = ["-received_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(name="comments_say_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="triaged_comments_say_by_whom",
                condition=Q(status="new", triaged_by__isnull=True, triaged_at__isnull=True)
                | (~Q(status="new") & Q(triaged_by__isnull=False, triaged_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="the_council_gets_a_text", condition=~Q(status="to_council") | ~Q(text_for_council="")
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def sender(self) -> dict[str, str]:
        """Who sent it: what no council member, unit or reader may ever see."""
        return {"name": self.name, "phone": self.phone, "address": self.address}


class ConsultationSummary(models.Model):
    """What the public said, for the council: numbers and texts, and nothing of those who sent them.

    One per person on the list, and one without an entry for comments on the list as a whole.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="summaries")
    entry = models.OneToOneField(
        ConsultationEntry, on_delete=models.PROTECT, null=True, blank=True, related_name="summary_for_council"
    )
    counts = models.JSONField(default=dict)
    texts = models.JSONField(default=list)
    stored_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("summary of a consultation")
        verbose_name_plural = _("summaries of consultations")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(entry__isnull=True), name="one_general_summary"
            ),
        ]

    def __str__(self):
        return f"{self.consultation_id}/{self.entry_id or '-'}"
