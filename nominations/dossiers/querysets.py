from django.db.models import Q
from wagtail.models import PageQuerySet

from ..membership.models import units_of
from ..roles import READ_DOSSIERS
from ..stages import HANDED_IN, UNDER_REVIEW


class NominationQuerySet(PageQuerySet):
    def of_units(self, units):
        """Nominations filed by any of these units."""
        return self.filter(unit__in=units)

    def of_member(self, user):
        """Nominations of the units for which this person files."""
        return self.of_units(units_of(user))

    def handed_in(self):
        """Everything that has left its unit at least once."""
        return self.filter(stage__in=HANDED_IN, submitted_at__isnull=False)

    def under_review(self):
        """What waits for a reviewer."""
        return self.filter(stage__in=UNDER_REVIEW)

    def readable_by(self, user):
        """Nominations this person may read: a reviewer all that were handed in, a unit member the unit's own."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        own = Q(unit__in=units_of(user))
        if user.has_perm(READ_DOSSIERS):
            return self.filter(own | Q(stage__in=HANDED_IN, submitted_at__isnull=False))
        return self.filter(own)

    def with_dossier(self):
        """Nominations with what a row shows of them, at one query."""
        return self.select_related("unit", "field", "candidate")
