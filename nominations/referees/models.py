from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedTextField

from ..dossiers.models import NominationPage, private_storage
from ..dossiers.storage import random_name
from ..links import Link, new_nonce
from .querysets import LetterQuerySet
from .rules import State


class LetterRequest(models.Model):
    """A letter of support: who is asked, and what came of it.

    Confidential: reviewers and the council read the letter, its unit and its candidate never do.
    """

    STATES = {
        State.ASKED: _("Asked"),
        State.OPENED: _("Opened, not answered yet"),
        State.ANSWERED: _("Letter received"),
        State.DECLINED: _("Declined to write"),
        State.CANCELLED: _("Taken back"),
        State.LATE: _("Not answered in time"),
    }

    nomination = models.ForeignKey(NominationPage, on_delete=models.PROTECT, related_name="letters")
    name = models.CharField(_("referee's name"), max_length=150)
    email = models.EmailField(_("mail address"))
    relation = models.CharField(_("post, and how the referee knows the candidate"), max_length=200)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="vi")
    message = models.TextField(_("message"), max_length=2000)
    due_on = models.DateField(_("last day"))
    nonce = models.CharField(max_length=40, default=new_nonce)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    opened_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    known_from = models.CharField(_("how the referee knows the candidate"), max_length=200, blank=True)
    # Encrypted: whoever can read the database is not whom the letter was written for.
    text = EncryptedTextField(_("letter"), blank=True, null=True)
    file = models.FileField(
        _("file"), storage=private_storage, upload_to=random_name, max_length=120, blank=True
    )
    original_name = models.CharField(_("file name"), max_length=255, blank=True)
    media_type = models.CharField(max_length=120, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter of support")
        verbose_name_plural = _("letters of support")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "email"],
                condition=Q(cancelled_at__isnull=True),
                name="one_letter_per_referee",
            ),
            models.CheckConstraint(
                name="letter_is_answered_or_declined",
                condition=Q(answered_at__isnull=True) | Q(declined_at__isnull=True),
            ),
            models.CheckConstraint(
                name="letter_file_is_whole",
                condition=Q(file="", size=0, sha256="") | (~Q(file="") & Q(size__gt=0) & ~Q(sha256="")),
            ),
        ]

    def __str__(self):
        return f"{self.nomination_id}"

    @property
    def link(self) -> Link:
        return Link(self.pk, self.nonce)

    @property
    def expires_at(self) -> datetime:
        """The first moment, in Vietnam, after the last day."""
        return timezone.make_aware(datetime.combine(self.due_on + timedelta(days=1), time.min))

    @property
    def is_open(self) -> bool:
        """Whether its link holds: not taken back, and the last day not over."""
        return self.cancelled_at is None and timezone.now() < self.expires_at

    @property
    def state(self) -> State:
        if self.cancelled_at:
            return State.CANCELLED
        if self.answered_at:
            return State.ANSWERED
        if self.declined_at:
            return State.DECLINED
        if timezone.now() >= self.expires_at:
            return State.LATE
        return State.OPENED if self.opened_at else State.ASKED

    @property
    def state_words(self):
        return self.STATES[self.state]
