import base64
import secrets
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from encrypted_fields.fields import EncryptedTextField

from ..changes.models import Event
from .querysets import DELIVERED, FAILED, SENDING, WAITING, DeliveryQuerySet


def new_secret() -> str:
    """A secret as Standard Webhooks writes it: 32 random bytes."""
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


def every_event() -> list[str]:
    return list(Event.values)


class Subscriber(models.Model):
    """A system that is told of every public change. Written by ``exemplars.webhooks.actions`` but for its words."""

    name = models.CharField(_("name"), max_length=150)
    url = models.CharField(
        _("address"),
        max_length=500,
        help_text=_("Where changes are sent to, https://…; on the public internet."),
    )
    events = models.JSONField(_("events"), default=every_event)
    contact = models.EmailField(
        _("contact"), help_text=_("Who is written to when the address does not answer for days.")
    )
    secret = EncryptedTextField(default=new_secret, editable=False)
    former_secret = EncryptedTextField(null=True, blank=True, editable=False)
    former_until = models.DateTimeField(null=True, blank=True, editable=False)
    is_active = models.BooleanField(_("active"), default=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True, editable=False)
    silent_times = models.PositiveSmallIntegerField(default=0, editable=False)
    quiet_until = models.DateTimeField(null=True, blank=True, editable=False)
    switched_off_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="subscriber_active_or_switched_off",
                condition=Q(is_active=True, switched_off_at__isnull=True)
                | Q(is_active=False, switched_off_at__isnull=False),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def event_labels(self) -> list[str]:
        return [str(event.label) for event in Event if event in self.events]

    def secrets_at(self, moment) -> list[str]:
        """The secrets to sign with: the present one, and for a day after it was changed also the one before."""
        former = self.former_until and self.former_until > moment
        return [self.secret, self.former_secret] if former else [self.secret]


class Delivery(models.Model):
    """One message to one subscriber, stored when the change is numbered; a worker sends it, byte for byte the same."""

    class State(models.TextChoices):
        WAITING = WAITING, pgettext_lazy("webhook", "Waiting")
        SENDING = SENDING, pgettext_lazy("webhook", "Being sent")
        DELIVERED = DELIVERED, pgettext_lazy("webhook", "Delivered")
        FAILED = FAILED, pgettext_lazy("webhook", "Failed")

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="deliveries")
    message_id = models.CharField(max_length=80, unique=True)
    type = models.CharField(max_length=60)
    sequence = models.BigIntegerField(null=True, help_text="The number of the change; none for a test.")
    page_id = models.IntegerField(null=True)
    body = models.TextField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    due_at = models.DateTimeField(null=True, default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    delivered_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="delivery_state_due"),
            models.Index(fields=["subscriber", "page_id", "sequence"], name="delivery_of_page"),
        ]
        constraints = [
            models.CheckConstraint(
                name="delivery_waiting_is_due", condition=~Q(state=WAITING) | Q(due_at__isnull=False)
            ),
            models.CheckConstraint(
                name="delivery_being_sent_is_claimed",
                condition=~Q(state=SENDING) | Q(claimed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="delivery_done_has_its_moment",
                condition=~Q(state=DELIVERED) | Q(delivered_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.message_id


class Attempt(models.Model):
    """One line of the delivery log: what was asked, how long it took, and how the answer began."""

    class Fault(models.TextChoices):
        ADDRESS = (
            "address",
            _("The address may not be reached: it leads into a private network, or is not https."),
        )
        NAME = "name", _("The host name was not found.")
        CONNECTION = "connection", _("No connection came about, or it broke.")
        CERTIFICATE = "certificate", _("The certificate is not valid.")
        TIME = "time", _("It took too long, and was cut off.")
        REDIRECT = "redirect", _("It led elsewhere. Redirects are not followed.")
        STATUS = "status", _("It did not answer with success.")
        NONSENSE = "nonsense", _("What it answered is not HTTP.")
        LOST = "lost", _("The worker was lost.")

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="log")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)
    milliseconds = models.PositiveIntegerField(default=0)
    status = models.PositiveSmallIntegerField(null=True)
    fault = models.CharField(max_length=20, choices=Fault.choices, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    answer = models.CharField(
        max_length=500, blank=True, help_text="The first characters of what it answered."
    )

    class Meta:
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.delivery_id}: {self.number}"
