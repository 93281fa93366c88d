from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import PageQuerySet, PageViewRestriction


def behind_a_door() -> Exists:
    """Whether a view restriction holds for a page or one above it, as a part of the page's own query."""
    path = ExpressionWrapper(OuterRef("path"), output_field=CharField())
    return Exists(PageViewRestriction.objects.alias(of=path).filter(of__startswith=F("page__path")))


class ColumnQuerySet(PageQuerySet):
    def published(self):
        """What anybody may read: live, true translations, without view restrictions; no query of its own."""
        return self.live().filter(~behind_a_door(), alias_of__isnull=True)

    def in_language(self, code: str):
        """Columns written in one language."""
        return self.filter(locale__language_code=code)

    def fitting(self, profile):
        """Columns of the profile's language that name it or whose rules fit it, but for their words.

        The words of a rule are searched for, so a column may still not hold what fits the rest of it.
        """
        by_hand = Q(picks__profile__translation_key=profile.translation_key) & ~Q(selection="rules")
        by_rules = (
            ~Q(selection="picked")
            & (Q(field__isnull=True) | Q(field=profile.field_id))
            & (Q(unit__isnull=True) | Q(unit=profile.unit_id))
            & (Q(bloc__isnull=True) | Q(bloc=profile.unit.bloc_id))
            & (Q(honour="") | Q(honour=profile.honour))
            & (Q(year_from__isnull=True) | Q(year_from__lte=profile.year))
            & (Q(year_to__isnull=True) | Q(year_to__gte=profile.year))
        )
        return self.filter(by_hand | by_rules, locale_id=profile.locale_id).distinct()
