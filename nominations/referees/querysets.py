from django.db import models


class LetterQuerySet(models.QuerySet):
    def standing(self):
        """Requests that were not taken back."""
        return self.filter(cancelled_at__isnull=True)

    def answered(self):
        """Letters that came, for those who review: without those of requests that were taken back."""
        return self.standing().filter(answered_at__isnull=False)

    def outstanding(self, today):
        """Requests to which nobody has answered, whose last day is not over."""
        return self.standing().filter(answered_at__isnull=True, declined_at__isnull=True, due_on__gte=today)
