from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Event(models.TextChoices):
    """What happened to a page, as readers saw it."""

    PUBLISHED = "published", pgettext_lazy("public change", "Published")
    CHANGED = "changed", pgettext_lazy("public change", "Changed")
    WITHDRAWN = "withdrawn", pgettext_lazy("public change", "Withdrawn")


class Reason(models.TextChoices):
    """Why a page is public no more; nothing else is said of it."""

    REVOKED = "revoked", _("recognition revoked")
    CONSENT = "consent", _("consent taken back")
    UNPUBLISHED = "unpublished", _("taken off")
    DELETED = "deleted", _("deleted")


#: Kinds of pages that the log follows; ``followed`` says what each is.
SUBJECTS = [
    ("profile", pgettext_lazy("kind of page", "Profile")),
    ("column", pgettext_lazy("kind of page", "Column")),
    ("conference", pgettext_lazy("kind of page", "Conference")),
]


class Touch(models.Model):
    """A page whose public face may have changed, stored in the transaction of that change; gone when numbered."""

    subject = models.CharField(max_length=20, choices=SUBJECTS)
    page_id = models.IntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.subject} {self.page_id}"


class Standing(models.Model):
    """What the log last said of a page. The address is kept while it is public: it holds a name."""

    page_id = models.IntegerField(primary_key=True)
    subject = models.CharField(max_length=20, choices=SUBJECTS)
    locale = models.CharField(max_length=20)
    translation_key = models.UUIDField(db_index=True)
    is_public = models.BooleanField()
    reason = models.CharField(max_length=20, choices=Reason.choices, blank=True)
    url_path = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["subject", "is_public"], name="standing_subject_public")]
        constraints = [
            models.CheckConstraint(
                name="standing_says_why_or_where",
                condition=Q(is_public=True, reason="") | (Q(is_public=False, url_path="") & ~Q(reason="")),
            )
        ]

    def __str__(self):
        return f"{self.subject} {self.page_id}"


class Change(models.Model):
    """One change of what the public can read, numbered in the order in which changes became visible.

    Names a page by its key and holds nothing of it: whoever follows fetches what is public now.
    """

    sequence = models.BigIntegerField(primary_key=True)
    event = models.CharField(pgettext_lazy("public change", "event"), max_length=20, choices=Event.choices)
    reason = models.CharField(_("reason"), max_length=20, choices=Reason.choices, blank=True)
    subject = models.CharField(max_length=20, choices=SUBJECTS)
    page_id = models.IntegerField()
    locale = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["sequence"]
        indexes = [
            models.Index(fields=["page_id", "sequence"], name="change_page_sequence"),
            models.Index(fields=["at"], name="change_at"),
        ]
        constraints = [
            models.CheckConstraint(
                name="change_says_why_when_withdrawn",
                condition=(Q(event="withdrawn") & ~Q(reason="")) | (~Q(event="withdrawn") & Q(reason="")),
            )
        ]

    def __str__(self):
        return f"{self.sequence}: {self.subject} {self.page_id} {self.event}"


class LogEnd(models.Model):
    """The one row that says where the log ends, and up to where some of it was forgotten."""

    last = models.BigIntegerField(default=0, help_text="The latest number given.")
    forgotten = models.BigIntegerField(default=0, help_text="The highest number that was removed.")

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(name="only_one_end_of_the_log", condition=Q(pk=1))]

    def __str__(self):
        return str(self.last)
