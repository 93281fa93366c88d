from django.db import models
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from .kinds import KINDS

WAITING, HELD, SENDING, SENT = "waiting", "held", "sending", "sent"
FAILED, UNCERTAIN, BOUNCED, CANCELLED = "failed", "uncertain", "bounced", "cancelled"
#: What a worker may take; of an uncertain one nobody knows whether it left, and it is tried again later.
MAY_LEAVE = (WAITING, UNCERTAIN)


class MessageQuerySet(models.QuerySet):
    def due(self):
        """Mails whose moment has come and that nobody has in hand, the longest waiting first."""
        return self.filter(state__in=MAY_LEAVE, due_at__lte=timezone.now()).order_by("due_at", "pk")

    def listed(self):
        """Mails that people may look at: of some kinds, nothing may tell to whom they went."""
        return self.exclude(kind__in=[kind.code for kind in KINDS.values() if not kind.leaves_trace])

    def finished(self):
        """Mails with which nothing happens any more unless a person sends them again."""
        return self.filter(state__in=[SENT, FAILED, BOUNCED, CANCELLED])

    def on_its_way(self):
        """Mails that their readers may know of: not those that may still be taken back, or were."""
        in_the_outbox = Q(state=WAITING) & ~Q(batch="")
        return self.exclude(in_the_outbox).exclude(state__in=[HELD, CANCELLED])

    def batches(self):
        """Every mass mail as one row, the latest first: how many there are, wait, are held, left, and did not."""
        return (
            self.exclude(batch="")
            .values("batch")
            .annotate(
                first=Min("pk"),
                subject=Max("subject"),
                kind=Max("kind"),
                not_before=Max("not_before"),
                mails=Count("pk"),
                waiting=Count("pk", filter=Q(state=WAITING)),
                held=Count("pk", filter=Q(state=HELD)),
                left=Count("pk", filter=Q(state=SENT)),
                troubled=Count("pk", filter=Q(state__in=[FAILED, UNCERTAIN, BOUNCED])),
                cancelled=Count("pk", filter=Q(state=CANCELLED)),
            )
            .order_by("-not_before", "-first")
        )
