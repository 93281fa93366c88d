from django.db.models import Q, QuerySet

from exemplars.vocabulary.names import fold


class RemarkQuerySet(QuerySet):
    def drafts(self):
        """What the unit does not see yet."""
        return self.filter(returned_at__isnull=True)

    def returned(self):
        """What the unit has been shown."""
        return self.filter(returned_at__isnull=False)

    def unanswered(self):
        """What the unit has in hand: shown to it, and not handed in again since."""
        return self.returned().filter(answered_at__isnull=True)


class FlagQuerySet(QuerySet):
    def about(self, nomination):
        """Everything that was pointed out about a nomination, as the later or the earlier of two."""
        return self.filter(Q(nomination=nomination) | Q(other=nomination))

    def standing(self):
        """What nobody has found to be no matter."""
        return self.exclude(verdict="different")


class HonourQuerySet(QuerySet):
    def named(self, text: str):
        """Honours whose name holds every word of ``text``, blind to case, diacritics and order."""
        words = Q()
        for word in fold(text).split():
            words &= Q(folded_name__contains=word)
        return self.filter(words)

    def in_force(self):
        """Honours that were not taken back."""
        return self.filter(revoked_on__isnull=True)
