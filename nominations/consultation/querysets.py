from django.db import models
from django.db.models import Count, Q
from django.utils import timezone

from ..membership.models import units_of
from ..roles import READ_COMMENTS

#: Statuses of an entry that has not gone on yet: it stands open, or could not go on when the days were over.
WAITING = ["open", "stuck"]


class ConsultationQuerySet(models.QuerySet):
    def running(self):
        """Consultations that stand open to comment today."""
        return self.filter(ended_at__isnull=True, closes_on__gte=timezone.localdate())

    def due(self):
        """Consultations whose days are over and in which nominations still wait to go on."""
        over = self.filter(closes_on__lt=timezone.localdate())
        return over.filter(Q(ended_at__isnull=True) | Q(entries__status="stuck")).distinct()

    def with_numbers(self):
        """Consultations, the newest first, with how many people they list and how many comments came in."""
        counted = self.select_related("campaign").annotate(
            people=Count("entries", distinct=True),
            received=Count("comments", distinct=True),
            unread=Count("comments", filter=Q(comments__status="new"), distinct=True),
            stuck=Count("entries", filter=Q(entries__status="stuck"), distinct=True),
        )
        return counted.order_by("-opens_on", "-pk")


class EntryQuerySet(models.QuerySet):
    def listed(self):
        """What the public list shows: everybody who has not left it, by field and by name."""
        open_entries = self.filter(status="open").select_related("unit", "field")
        return open_entries.order_by("field__sort_order", "field_id", "sort_name", "pk")

    def waiting(self):
        """What has not gone on yet."""
        return self.filter(status__in=WAITING)


class CommentQuerySet(models.QuerySet):
    def readable_by(self, user):
        """Comments that this person may read: none about a nomination of the person's own unit."""
        if not user.is_active or not user.has_perm(READ_COMMENTS):
            return self.none()
        return self.exclude(entry__unit__in=units_of(user))
