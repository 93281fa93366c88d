from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..campaigns.models import CampaignPage
from ..dossiers.models import NominationPage

#: How the signatory's line reads on the ministry's papers: for the Minister in person, and for a deputy.
SIGNED_AS = ("Bộ trưởng", "KT. Bộ trưởng, Thứ trưởng")


class Decision(models.Model):
    """The leader's word on one nomination; there is one, and it is not changed."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("Recognised")
        DECLINED = "declined", _("Not selected")

    nomination = models.OneToOneField(NominationPage, on_delete=models.PROTECT, related_name="decision")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)
    number = models.CharField(_("decision number"), max_length=60)
    decided_on = models.DateField(_("decision date"))
    signed_as = models.CharField(_("signed as"), max_length=100, blank=True)
    signatory = models.CharField(_("signatory"), max_length=150)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-decided_on", "-pk"]
        constraints = [models.CheckConstraint(name="decision_has_a_number", condition=~Q(number=""))]

    def __str__(self):
        return self.number


class Revocation(models.Model):
    """The decision that takes a recognition back; there is at most one, and it is not changed."""

    nomination = models.OneToOneField(NominationPage, on_delete=models.PROTECT, related_name="revocation")
    number = models.CharField(_("decision number"), max_length=60)
    decided_on = models.DateField(_("decision date"))
    signed_as = models.CharField(_("signed as"), max_length=100, blank=True)
    signatory = models.CharField(_("signatory"), max_length=150)
    reason = models.TextField(_("reason"), max_length=2000)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")
        constraints = [models.CheckConstraint(name="revocation_has_a_number", condition=~Q(number=""))]

    def __str__(self):
        return self.number


class Seat(models.Model):
    """One seat of a field's quota and the nomination that holds it.

    The numbers run from 1; the unique index lets two people who approve at the same moment
    take different seats or none.
    """

    campaign = models.ForeignKey(CampaignPage, on_delete=models.PROTECT, related_name="seats")
    field = models.ForeignKey("exemplars.Field", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    nomination = models.OneToOneField(NominationPage, on_delete=models.PROTECT, related_name="seat")

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "field", "number"], name="one_nomination_per_seat"),
            models.CheckConstraint(name="seats_are_numbered_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self):
        return f"{self.field_id}/{self.number}"
