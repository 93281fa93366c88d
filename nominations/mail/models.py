from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from encrypted_fields.fields import EncryptedTextField

from . import querysets
from .querysets import MessageQuerySet


class Message(models.Model):
    """One mail to one address, stored with the change that it tells of; a worker sends it."""

    class State(models.TextChoices):
        WAITING = querysets.WAITING, pgettext_lazy("mail", "Waiting")
        HELD = querysets.HELD, _("Held back")
        SENDING = querysets.SENDING, _("Being sent")
        SENT = querysets.SENT, _("Sent")
        FAILED = querysets.FAILED, _("Failed")
        UNCERTAIN = querysets.UNCERTAIN, _("Uncertain")
        BOUNCED = querysets.BOUNCED, _("Bounced")
        CANCELLED = querysets.CANCELLED, _("Cancelled")

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    address = models.EmailField(_("address"))
    language = models.CharField(_("language"), max_length=10)
    subject = models.CharField(_("subject"), max_length=255)
    # Encrypted: the body of some carries a link that is as good as a signature.
    body = EncryptedTextField(_("text"))
    nomination = models.ForeignKey(
        "nominations.NominationPage",
        verbose_name=_("nomination"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    unit = models.ForeignKey(
        "exemplars.Unit",
        verbose_name=_("unit"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    campaign = models.ForeignKey(
        "nominations.CampaignPage",
        verbose_name=_("campaign"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    batch = models.CharField(_("mass mail"), max_length=100, blank=True, db_index=True)

    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    not_before = models.DateTimeField(_("not before"), null=True, blank=True)
    due_at = models.DateTimeField(_("next attempt"), null=True, blank=True, default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("reason"), blank=True)
    message_id = models.CharField(max_length=200, db_index=True)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = MessageQuerySet.as_manager()
    #: Of one that was just written: whether it was, or its key was known already.
    is_new = False

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mail")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view", "change")
        indexes = [models.Index(fields=["state", "due_at"], name="mail_state_due")]
        constraints = [
            models.CheckConstraint(
                name="mail_sent_has_its_moment",
                condition=~Q(state=querysets.SENT) | Q(sent_at__isnull=False),
            ),
            models.CheckConstraint(
                name="mail_being_sent_is_claimed",
                condition=~Q(state=querysets.SENDING) | Q(claimed_at__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.subject} → {self.address}"


class DeclinedKind(models.Model):
    """A kind of mail that a person does not want."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="declined_mail"
    )
    kind = models.CharField(max_length=40)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="a_kind_is_declined_once")]

    def __str__(self):
        return f"{self.person_id}: {self.kind}"


class BouncingAddress(models.Model):
    """An address to which mail cannot be delivered; nothing more is sent to it until an officer clears it."""

    address = models.EmailField(_("address"), unique=True, help_text="In lower case.")
    reason = models.TextField(_("reason"), blank=True)
    since = models.DateTimeField(_("since"), default=timezone.now)

    class Meta:
        verbose_name = _("address that returns mail")
        verbose_name_plural = _("addresses that return mail")
        default_permissions = ()
        ordering = ["-since", "-pk"]

    def __str__(self):
        return self.address
