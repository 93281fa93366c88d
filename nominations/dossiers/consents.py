"""What a candidate agrees to: the wordings, each version of them, and the ledger of answers."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    REVIEW = "review", _("Review of the nomination")
    STORY = "story", _("Publication of the story")
    PORTRAIT = "portrait", _("Publication of a portrait")
    VIDEO = "video", _("Publication of a video")
    CONTACT = "contact", _("Contact by the press")


class ConsentWording(models.Model):
    """What a candidate is asked for one purpose, word for word, in one version.

    Whoever answered, answered these words: from the moment at which it is in force, or was answered, it is
    neither changed nor deleted. A new wording is a new version.
    """

    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices)
    version = models.CharField(_("version"), max_length=20, help_text=_("For example 2026-2."))
    text_vi = models.TextField(_("what is asked, in Vietnamese"), max_length=2000)
    text_en = models.TextField(_("what is asked, in English"), max_length=2000)
    otherwise_vi = models.CharField(_("what follows from a refusal, in Vietnamese"), max_length=300)
    otherwise_en = models.CharField(_("what follows from a refusal, in English"), max_length=300)
    in_force_from = models.DateTimeField(_("in force from"))

    class Meta:
        verbose_name = _("wording of a consent")
        verbose_name_plural = _("wordings of consents")
        ordering = ["purpose", "-in_force_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "version"], name="one_wording_per_purpose_and_version"
            ),
            models.UniqueConstraint(
                fields=["purpose", "in_force_from"], name="one_wording_begins_at_a_moment"
            ),
        ]

    def __str__(self):
        return f"{self.get_purpose_display()}, {self.version}"

    def save(self, *args, **kwargs):
        if self.is_fixed:
            raise ValidationError(FIXED)
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        if self.is_fixed:
            raise ValidationError(FIXED)
        return super().delete(*args, **kwargs)

    @property
    def text(self) -> str:
        return self.text_en if get_language() == "en" else self.text_vi

    @property
    def otherwise(self) -> str:
        return self.otherwise_en if get_language() == "en" else self.otherwise_vi

    @property
    def is_fixed(self) -> bool:
        """Whether it is, or was, in force, or somebody has answered it."""
        if self.pk is None:
            return False
        stored = type(self).objects.filter(pk=self.pk)
        return stored.filter(Q(in_force_from__lte=timezone.now()) | Q(answers__isnull=False)).exists()


FIXED = _("This wording is or was in force, so it stays as it is. Make a new version instead.")


def wordings_in_force(moment: datetime | None = None) -> dict[str, ConsentWording]:
    """Return by purpose, in the order of the purposes, the wording that holds at a moment (now, by default)."""
    begun = ConsentWording.objects.filter(in_force_from__lte=moment or timezone.now())
    latest = {wording.purpose: wording for wording in begun.order_by("in_force_from")}
    return {purpose: latest[purpose] for purpose in Purpose.values if purpose in latest}


class Consent(models.Model):
    """One answer of the candidate for one purpose; the latest row counts, earlier ones stay."""

    Purpose = Purpose

    class Way(models.TextChoices):
        CANDIDATE = "candidate", _("by the candidate, through a personal link")
        UNIT = "unit", _("by the unit, from the signed paper")

    nomination = models.ForeignKey(
        "nominations.NominationPage", on_delete=models.PROTECT, related_name="consents"
    )
    purpose = models.CharField(_("purpose"), max_length=10, choices=Purpose.choices)
    given = models.BooleanField(_("given"))
    wording = models.ForeignKey(
        ConsentWording, verbose_name=_("wording"), on_delete=models.PROTECT, related_name="answers"
    )
    language = models.CharField(
        max_length=5, blank=True, help_text="In which the candidate read the wording."
    )
    way = models.CharField(_("answered"), max_length=10, choices=Way.choices, default=Way.UNIT)
    signed_as = models.CharField(_("signed as"), max_length=150, blank=True)
    link = models.ForeignKey(
        "nominations.ConsentLink", on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="consent_is_the_candidates_or_the_units",
                condition=Q(way="candidate", recorded_by__isnull=True, link__isnull=False)
                | Q(way="unit", recorded_by__isnull=False, link__isnull=True),
            )
        ]

    def __str__(self):
        return f"{self.get_purpose_display()}: {self.given}"

    @property
    def is_own_word(self) -> bool:
        return self.way == self.Way.CANDIDATE


def answers_in_force(nomination) -> dict[str, Consent]:
    """Return each purpose with the row of the latest answer to it; purposes without an answer are absent."""
    return {consent.purpose: consent for consent in nomination.consents.all()}


def consents_in_force(nomination) -> dict[str, bool]:
    """Return each purpose with the latest answer to it; purposes without an answer are absent."""
    return {purpose: consent.given for purpose, consent in answers_in_force(nomination).items()}
