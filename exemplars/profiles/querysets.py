from django.db.models import DateTimeField, Func, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from wagtail.models import PageQuerySet

#: Profiles whose approval no longer lets anything be public.
GONE = Q(approval__revoked_on__isnull=False) | Q(approval__story_withdrawn_at__isnull=False)


class FirstMomentOf(Func):
    """The first moment of a date, written as the database writes moments, so that the two can be compared."""

    template = "CAST(%(expressions)s AS timestamp with time zone)"
    output_field = DateTimeField()

    def as_sqlite(self, compiler, connection, **more):
        return self.as_sql(compiler, connection, template="(%(expressions)s || ' 00:00:00')", **more)


#: When it was recorded that a profile is taken back; of older records the first moment of its day.
TAKEN_BACK_AT = Coalesce(
    "approval__revocation_recorded_at",
    FirstMomentOf("approval__revoked_on"),
    "approval__story_withdrawn_at",
)


class ExemplarQuerySet(PageQuerySet):
    def published(self):
        """What anybody may read: live, true translations, without view restrictions, past the gate now."""
        return self.public().let_through()

    def let_through(self):
        """Live, true translations, past the gate now; of view restrictions it says nothing."""
        return self.live().filter(alias_of__isnull=True).passing_the_gate_of(timezone.now())

    def for_reading(self):
        """With everything that stands in other tables and is shown on the profile's own page."""
        return self.select_related("unit", "unit__bloc", "field", "portrait", "approval", "locale")

    def with_card(self):
        """With all that a card or an API row shows, at a constant number of queries."""
        return self.for_reading().prefetch_related("portrait__renditions")

    def beside(self, profile):
        """Published profiles next to one whose reader has passed every restriction above it."""
        beside = self.sibling_of(profile, inclusive=False).live()
        return beside.filter(view_restrictions=None, alias_of=None).passing_the_gate_of(timezone.now())

    def like(self, profile):
        """Profiles of the same field, the newest first, with what a card shows but for its pictures."""
        return self.filter(field_id=profile.field_id).for_reading().newest_first()

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

    def once_public(self):
        """Profiles that anybody could read at some time: published, true translations, never behind a door."""
        return self.public().filter(first_published_at__isnull=False, alias_of__isnull=True)

    def taken_back(self):
        """What is left of true translations that were live and are gone; of view restrictions it says nothing."""
        return self.filter(GONE, live=False, first_published_at__isnull=False, alias_of__isnull=True)

    def latest_gone_first(self):
        return self.annotate(taken_back_at=TAKEN_BACK_AT).order_by("-taken_back_at", "-pk")

    def tombstones(self):
        """What is left of public profiles that were taken back, by a decision or by the person; the latest first."""
        return self.public().taken_back().select_related("approval", "locale").latest_gone_first()

    def gone_since(self, day):
        """Profiles that were taken back, as it was recorded, on a day or later."""
        older = Q(approval__revocation_recorded_at__isnull=True, approval__revoked_on__gte=day)
        recorded = Q(approval__revocation_recorded_at__date__gte=day)
        withdrawn = Q(approval__revoked_on__isnull=True, approval__story_withdrawn_at__date__gte=day)
        return self.filter(older | recorded | withdrawn)

    def passing_the_gate_of(self, moment):
        """Profiles whose approval and embargo allow them to be public at ``moment``, by columns alone."""
        return self.filter(
            Q(embargo_until__isnull=True) | Q(embargo_until__lte=moment),
            Q(portrait__isnull=True) | Q(approval__allows_portrait=True),
            approval__isnull=False,
            approval__revoked_on__isnull=True,
            approval__allows_story=True,
        )
