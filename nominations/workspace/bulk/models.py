import secrets
import uuid
from datetime import timedelta
from pathlib import PurePath

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exemplars.models import Unit

from ...campaigns.models import CampaignPage
from ...dossiers.models import NominationPage
from ...membership.models import units_of

#: How long a checked workbook waits to be confirmed.
KEPT = timedelta(days=1)


def private_storage():
    return storages["private"]


def random_name(instance, filename: str) -> str:
    """Return a name that tells nothing of the list, spread over 256 folders."""
    token = secrets.token_hex(20)
    return str(PurePath("bulk", token[:2], token))


class BulkUploadQuerySet(models.QuerySet):
    def of_member(self, user):
        """Uploads of the units for which this person files."""
        return self.filter(unit__in=units_of(user))

    def in_force(self):
        """Those that were confirmed, and those that still may be."""
        return self.filter(Q(confirmed_at__isnull=False) | Q(uploaded_at__gt=timezone.now() - KEPT))

    def forgotten(self):
        """Those that nobody confirmed in time."""
        return self.filter(confirmed_at__isnull=True, uploaded_at__lte=timezone.now() - KEPT)


class BulkUpload(models.Model):
    """One workbook of a unit: encrypted on the disk until it is confirmed or a day old, afterwards what was made."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(CampaignPage, on_delete=models.PROTECT, related_name="bulk_uploads")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="bulk_uploads")
    file = models.FileField(storage=private_storage, upload_to=random_name, max_length=120, blank=True)
    file_name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True)
    made = models.ManyToManyField(NominationPage, related_name="+")

    objects = BulkUploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulk upload")
        verbose_name_plural = _("bulk uploads")
        constraints = [
            models.CheckConstraint(
                name="confirmed_uploads_keep_no_file", condition=Q(confirmed_at__isnull=True) | Q(file="")
            )
        ]

    def __str__(self):
        return str(self.key)
