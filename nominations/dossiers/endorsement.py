"""The head's word on a nomination: asked for by one person of the unit, given or refused by another."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..membership.models import Membership
from .models import NominationPage


class EndorsementQuerySet(models.QuerySet):
    def waiting(self):
        """What a head has yet to answer."""
        return self.filter(outcome=Endorsement.Outcome.WAITING)

    def for_head(self, user):
        """What waits for this very person: of units that they head, asked for by somebody else."""
        headed = Membership.objects.of_user(user).filter(role=Membership.Role.HEAD).values("unit")
        return self.waiting().filter(nomination__unit__in=headed).exclude(asked_by=user)


class Endorsement(models.Model):
    """One request to the unit's head to confirm a nomination as it stands, and what became of it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("Awaiting head's endorsement")
        ENDORSED = "endorsed", _("Endorsed")
        SENT_BACK = "sent_back", _("Sent back by the head")
        TAKEN_BACK = "taken_back", _("Taken back")
        LAPSED = "lapsed", _("Lapsed: the dossier was changed")

    nomination = models.ForeignKey(NominationPage, on_delete=models.CASCADE, related_name="endorsements")
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.PROTECT, related_name="+", verbose_name=_("version")
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"), default=timezone.now)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nomination"], condition=Q(outcome="waiting"), name="one_endorsement_waits"
            ),
            models.CheckConstraint(
                name="endorsement_is_anothers_act",
                condition=~Q(outcome__in=["endorsed", "sent_back"]) | ~Q(answered_by=F("asked_by")),
            ),
            models.CheckConstraint(
                name="answered_endorsement_says_when_and_by_whom",
                condition=Q(outcome="waiting", answered_at__isnull=True, answered_by__isnull=True)
                | (~Q(outcome="waiting") & Q(answered_at__isnull=False, answered_by__isnull=False)),
            ),
            models.CheckConstraint(
                name="endorsement_sent_back_with_a_reason",
                condition=~Q(outcome="sent_back") | ~Q(reason=""),
            ),
        ]

    def __str__(self):
        return f"{self.nomination_id}: {self.get_outcome_display()}"


def waiting_endorsement(nomination: NominationPage) -> Endorsement | None:
    """The request that the head has yet to answer."""
    return nomination.endorsements.waiting().select_related("asked_by", "nomination").first()


def last_answer(nomination: NominationPage) -> Endorsement | None:
    """The head's latest word on a nomination."""
    given = (Endorsement.Outcome.ENDORSED, Endorsement.Outcome.SENT_BACK)
    rows = nomination.endorsements.filter(outcome__in=given).select_related("asked_by", "answered_by")
    return rows.order_by("-pk").first()


def heads_besides(nomination: NominationPage, user) -> list:
    """Who may endorse what this person asks for: the unit's other heads who can still sign in."""
    rows = nomination.unit.memberships.filter(role=Membership.Role.HEAD, user__is_active=True)
    return [row.user for row in rows.exclude(user=user).select_related("user")]


def is_head(user, unit_id: int) -> bool:
    """Say whether this person heads the unit, and the unit still nominates."""
    return Membership.objects.of_user(user).filter(role=Membership.Role.HEAD, unit=unit_id).exists()
