from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

WAITING, SENDING, DELIVERED, FAILED = "waiting", "sending", "delivered", "failed"
#: What later messages about the same page wait for.
OPEN = (WAITING, SENDING)


class DeliveryQuerySet(models.QuerySet):
    def first_of_their_page(self):
        """Messages before which no other about the same page has still to reach the same subscriber."""
        earlier = self.model.objects.filter(
            subscriber=OuterRef("subscriber"),
            page_id=OuterRef("page_id"),
            sequence__lt=OuterRef("sequence"),
            state__in=OPEN,
        )
        return self.filter(~Exists(earlier))

    def due(self):
        """Messages that may be sent now, the longest waiting first."""
        now = timezone.now()
        asked = Q(subscriber__quiet_until__isnull=True) | Q(subscriber__quiet_until__lte=now)
        waiting = self.filter(asked, state=WAITING, due_at__lte=now, subscriber__is_active=True)
        return waiting.first_of_their_page().order_by("due_at", "pk")
