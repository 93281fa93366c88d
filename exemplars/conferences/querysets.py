from wagtail.models import PageQuerySet


class ConferenceQuerySet(PageQuerySet):
    def published(self):
        """What anybody may read: live, true translations, without view restrictions."""
        return self.live().public().filter(alias_of__isnull=True)

    def in_language(self, code: str):
        """Conferences written in one language."""
        return self.filter(locale__language_code=code)

    def to_come(self, moment):
        """Conferences that are not over at ``moment``, the next first."""
        return self.filter(ends_at__gt=moment).order_by("starts_at", "pk")

    def over(self, moment):
        """Conferences that are over at ``moment``, the latest first."""
        return self.filter(ends_at__lte=moment).order_by("-starts_at", "-pk")
