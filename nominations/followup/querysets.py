from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery


class DutyQuerySet(QuerySet):
    def of_units(self, units):
        """What any of these units leads or supports, each once."""
        units = [unit.pk for unit in units]
        supported = self.model.supporting.through.objects.filter(duty=OuterRef("pk"), unit__in=units)
        return self.filter(Q(lead__in=units) | Exists(supported))

    def with_latest(self):
        """Duties with the latest report of their lead unit: ``percentage``, ``reported_at`` and ``said``."""
        reports = self.model.reports.rel.related_model.objects.filter(
            duty=OuterRef("pk"), unit=OuterRef("lead")
        ).order_by("-reported_at", "-pk")
        return self.annotate(
            percentage=Subquery(reports.values("percentage")[:1]),
            reported_at=Subquery(reports.values("reported_at")[:1]),
            said=Subquery(reports.values("text")[:1]),
        )

    def in_order(self):
        return self.order_by("sort_order", "due_on", "pk")


class AnnouncementQuerySet(QuerySet):
    def current(self, now):
        """What units are told at a moment: important words first, then the newest."""
        shown = Q(shown_until=None) | Q(shown_until__gt=now)
        return self.filter(shown, shown_from__lte=now).order_by("-is_important", "-shown_from", "-pk")

    def unread_by(self, user):
        reads = self.model.reads.rel.related_model.objects.filter(announcement=OuterRef("pk"), user=user)
        return self.annotate(is_read=Exists(reads))
