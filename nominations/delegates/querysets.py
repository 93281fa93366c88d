from django.db import models
from django.db.models import Count, Q

from .rules import EXPECTED, UNANSWERED, State


class RosterQuerySet(models.QuerySet):
    def with_counts(self):
        """Each with how many people it has in each state: ``listed``, ``invited``, …, and ``people``."""
        states = {str(state): Count("delegates", filter=Q(delegates__state=state)) for state in State}
        return self.annotate(people=Count("delegates"), **states)


class DelegateQuerySet(models.QuerySet):
    def by_name(self):
        """In Vietnamese order: given name, middle names, surname."""
        return self.order_by("sort_name", "pk")

    def in_order_of_the_list(self):
        """As the official list has them: delegates by field, then guests, then organisers, each by name."""
        return self.select_related("field").order_by(
            "kind_order", "field__sort_order", "field__name_vi", "sort_name", "pk"
        )

    def unanswered(self):
        """Invited, and without an answer."""
        return self.filter(state__in=UNANSWERED)

    def expected(self):
        """Invited and not declined."""
        return self.filter(state__in=EXPECTED)
