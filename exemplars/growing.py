"""Pages below which others are added while somebody edits them."""

from django.db import transaction
from wagtail.models import Page


class GrowingPage(Page):
    """A page that may be saved at any moment without losing count of the pages below it.

    Wagtail saves every column, the number of children as it was when the form was opened among them. One
    count too low makes the tree give the same place twice, and nothing can be added below from then on.
    """

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Take the number of children from the row itself, locked in the order in which children are added."""
        with transaction.atomic():
            stored = type(self)._base_manager
            if stored.select_for_update(of=("self",)).filter(pk=self.pk).exists():
                self.numchild = (
                    Page.objects.select_for_update().values_list("numchild", flat=True).get(pk=self.pk)
                )
            super().save(*args, **kwargs)
