from django.db import models
from django.db.models import Q
from django.utils import timezone

WAITING, HELD, SENDING, SENT = "waiting", "held", "sending", "sent"
FAILED, UNCERTAIN, BOUNCED, CANCELLED = "failed", "uncertain", "bounced", "cancelled"
#: What a worker may take; of an uncertain one nobody knows whether it left, and it is tried again later.
MAY_LEAVE = (WAITING, UNCERTAIN)


class MessageQuerySet(models.QuerySet):
    def due(self):
        """Mails whose moment has come and that nobody has in hand, the longest waiting first."""
        return self.filter(state__in=MAY_LEAVE, due_at__lte=timezone.now()).order_by("due_at", "pk")

    def to_come(self):
        """Mails that will leave by themselves, or when they are let go."""
        return self.filter(Q(state__in=MAY_LEAVE, due_at__isnull=False) | Q(state__in=[HELD, SENDING]))
