from django.db.models import Q
from django.utils import timezone
from wagtail.models import PageQuerySet


class ExemplarQuerySet(PageQuerySet):
    def published(self):
        """What anybody may read: live, true translations, without view restrictions, past the gate now."""
        return self.live().public().filter(alias_of__isnull=True).passing_the_gate_of(timezone.now())

    def with_card(self):
        """With all that a card or an API row shows, at a constant number of queries."""
        related = ("unit", "unit__bloc", "field", "portrait", "approval", "locale")
        return self.select_related(*related).prefetch_related("portrait__renditions")

    def listed(self):
        """Published profiles with their cards."""
        return self.published().with_card()

    def in_language(self, code: str):
        """Profiles written in one language."""
        return self.filter(locale__language_code=code)

    def newest_first(self):
        """The latest published first; the key breaks ties, so that pages of a list never overlap."""
        return self.order_by("-first_published_at", "-pk")

    def by_name(self):
        """In Vietnamese order: given name, middle names, surname."""
        return self.order_by("sort_name", "pk")

    def passing_the_gate_of(self, moment):
        """Profiles whose approval and embargo allow them to be public at ``moment``, by columns alone."""
        return self.filter(
            Q(embargo_until__isnull=True) | Q(embargo_until__lte=moment),
            Q(portrait__isnull=True) | Q(approval__allows_portrait=True),
            approval__isnull=False,
            approval__revoked_on__isnull=True,
            approval__allows_story=True,
        )
