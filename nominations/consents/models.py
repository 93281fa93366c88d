from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..dossiers.models import NominationPage
from ..links import Link, new_nonce
from .rules import holds, tries_left


class ConsentLink(models.Model):
    """The candidate's personal link: one for a nomination, and of it only the latest holds."""

    nomination = models.OneToOneField(NominationPage, on_delete=models.PROTECT, related_name="consent_link")
    nonce = models.CharField(max_length=40, default=new_nonce)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="vi")
    sent_to = models.EmailField(_("mail address"), blank=True, help_text="Empty for one that was printed.")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    locked_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("candidate's link")
        verbose_name_plural = _("candidates' links")
        default_permissions = ()

    def __str__(self):
        return f"{self.nomination_id}"

    @property
    def link(self) -> Link:
        return Link(self.pk, self.nonce)

    @property
    def is_open(self) -> bool:
        return holds(timezone.now(), self.expires_at, self.locked_at)

    @property
    def tries_left(self) -> int:
        return tries_left(self.tries)


class DetailReport(models.Model):
    """What a candidate says is wrong in the personal details; the unit looks into it."""

    nomination = models.ForeignKey(NominationPage, on_delete=models.PROTECT, related_name="detail_reports")
    text = models.TextField(_("what is wrong"), max_length=2000)
    written_at = models.DateTimeField(default=timezone.now)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("candidate's correction")
        verbose_name_plural = _("candidates' corrections")
        default_permissions = ()
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="settled_corrections_say_by_whom",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            )
        ]

    def __str__(self):
        return f"{self.nomination_id}"
