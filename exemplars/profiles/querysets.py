from django.db.models import Q
from wagtail.models import PageQuerySet


class ExemplarQuerySet(PageQuerySet):
    def listed(self):
        """Published profiles with all that a card or an API row shows, at a constant number of queries."""
        return (
            self.live()
            .public()
            .select_related("unit", "unit__bloc", "field", "portrait", "approval", "locale")
            .prefetch_related("portrait__renditions")
        )

    def in_language(self, code: str):
        """Profiles written in one language."""
        return self.filter(locale__language_code=code)

    def newest_first(self):
        """The latest published first; the key breaks ties, so that pages of a list never overlap."""
        return self.order_by("-first_published_at", "-pk")

    def passing_the_gate_of(self, moment):
        """Profiles whose approval and embargo allow them to be public at ``moment``, by columns alone."""
        return self.filter(
            Q(embargo_until__isnull=True) | Q(embargo_until__lte=moment),
            approval__isnull=False,
            approval__revoked_on__isnull=True,
            approval__allows_story=True,
        )
