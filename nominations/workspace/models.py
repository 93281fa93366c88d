from django.conf import settings
from django.db import models

from ..dossiers.models import NominationPage


class OpenStep(models.Model):
    """A step that somebody has open in a browser, and the version that this browser page stored last.

    A row of the database and not of the cache: the cache of one process knows nothing of the others, and a
    page must recognise its own version after any of them was started anew.
    """

    nomination = models.ForeignKey(NominationPage, on_delete=models.CASCADE, related_name="open_steps")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    step = models.CharField(max_length=20)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    #: The page in the browser, the version that it stored by itself last, and since when its versions
    #: replace each other.
    writer = models.CharField(max_length=32, blank=True)
    revision = models.BigIntegerField(null=True)
    spell_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nomination", "user", "step"], name="one_open_step_per_person")
        ]

    def __str__(self):
        return f"{self.nomination_id} {self.step}"
