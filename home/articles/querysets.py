from django.utils import timezone
from wagtail.models import PageQuerySet

from exemplars.columns.querysets import behind_a_door


class WrittenQuerySet(PageQuerySet):
    """Articles and documents."""

    def published(self):
        """What anybody may read: live, true translations, without view restrictions; no query of its own."""
        return self.live().filter(~behind_a_door(), alias_of__isnull=True)

    def latest_first(self):
        """The latest date first; the key breaks ties, so that pages of a list never overlap."""
        return self.order_by("-date", "-pk")


class DocumentQuerySet(WrittenQuerySet):
    def latest_first(self):
        return self.order_by("-issued_on", "-pk")

    def in_force(self):
        """Documents that neither another has replaced nor a day has ended."""
        over = self.filter(ended_on__lte=timezone.localdate())
        return self.filter(replaced_by__isnull=True).exclude(pk__in=over.values("pk"))


class ArticleQuerySet(WrittenQuerySet):
    def with_row(self):
        """With what a row of a list shows, at a constant number of queries."""
        return self.select_related("picture", "locale").prefetch_related("picture__renditions")
