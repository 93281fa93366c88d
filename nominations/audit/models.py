import json
from datetime import UTC

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .rules import Link


class AppendOnly(Exception):
    """Somebody tried to change or remove what was logged."""


class AuditEntryQuerySet(models.QuerySet):
    """Entries come in and are sealed once; nothing else ever happens to them."""

    def waiting(self):
        """Entries that came in and have no place in the chain yet, in the order in which they came."""
        return self.filter(sequence=None).order_by("pk")

    def sealed(self):
        """The chain, from its beginning."""
        return self.filter(sequence__isnull=False).order_by("sequence")

    def links(self, chunk_size: int = 2000):
        """Read the chain row by row, never all at once, as the plain values that are hashed."""
        return (entry.link for entry in self.sealed().iterator(chunk_size=chunk_size))

    def seal(self, entry: "AuditEntry") -> None:
        """Write an entry's place in the chain; one that has a place already keeps it."""
        place = {name: getattr(entry, name) for name in ("sequence", "previous_hash", "hash")}
        if not models.QuerySet.update(self.filter(pk=entry.pk, sequence=None), **place):
            raise AppendOnly

    def refuse(self, *args, **kwargs):
        raise AppendOnly

    update = delete = bulk_update = update_or_create = _raw_delete = refuse
    refuse.alters_data = True


class AuditEntry(models.Model):
    """One line of the log: who did what to what, and when. Plain values: people leave, the log stays.

    ``sequence``, ``previous_hash`` and ``hash`` are empty until the transaction that made the entry is
    over; then it is sealed, in the order in which transactions end. No column holds a candidate's name,
    and no entry says how anybody voted.
    """

    sequence = models.PositiveBigIntegerField(_("number"), null=True, unique=True, editable=False)
    moment = models.DateTimeField(_("moment"), db_index=True)
    actor_id = models.CharField(max_length=64, blank=True)
    actor_name = models.CharField(_("person"), max_length=255, blank=True)
    action = models.CharField(_("action"), max_length=255, db_index=True)
    subject_type = models.CharField(_("kind"), max_length=100)
    subject_id = models.CharField(max_length=255)
    subject_label = models.CharField(_("about"), max_length=255, blank=True)
    reference = models.CharField(_("reference code"), max_length=40, blank=True, db_index=True)
    campaign = models.CharField(_("campaign"), max_length=40, blank=True, db_index=True)
    data = models.TextField(_("particulars"), default="{}")
    previous_hash = models.CharField(max_length=64, blank=True, editable=False)
    hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = AuditEntryQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("entry of the log")
        verbose_name_plural = _("entries of the log")
        default_permissions = ("view",)
        indexes = [models.Index(fields=["actor_id", "actor_name"], name="audit_by_actor")]
        constraints = [
            models.CheckConstraint(
                name="entries_are_sealed_whole", condition=Q(sequence__isnull=True) ^ ~Q(hash="")
            )
        ]

    def __str__(self):
        return f"{self.sequence or '–'}: {self.action}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise AppendOnly
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly

    @property
    def link(self) -> Link:
        """The entry as the values that are hashed."""
        return Link(
            sequence=self.sequence,
            moment=self.moment.astimezone(UTC).isoformat(timespec="microseconds"),
            **{
                name: getattr(self, name)
                for name in Link.__dataclass_fields__
                if name not in ("sequence", "moment")
            },
        )

    @property
    def particulars(self) -> dict:
        """What the entry says beyond who, what and when."""
        return json.loads(self.data)


class AuditHead(models.Model):
    """Where the chain ends: one row, locked by whoever seals."""

    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("end of the log")
        verbose_name_plural = _("end of the log")
        default_permissions = ()

    def __str__(self):
        return f"{self.sequence}"
