from django.db import models


class BookEntry(models.Model):
    """A published profile as lists, facets and counts see it: one narrow row beside the page.

    Repeats what the page says, so that a hundred thousand profiles are counted and leafed through in an
    index alone. It decides nothing: whoever shows a profile still asks whether it may be read. Written by
    ``exemplars.search.actions`` only.
    """

    profile = models.OneToOneField(
        "exemplars.ExemplarPage", on_delete=models.CASCADE, primary_key=True, related_name="entry"
    )
    # The indexes below begin with the book; those of the other columns would only slow writing down.
    book = models.ForeignKey(
        "exemplars.ExemplarIndexPage", on_delete=models.CASCADE, related_name="entries", db_index=False
    )
    published_at = models.DateTimeField()
    sort_name = models.CharField(max_length=255)
    field = models.ForeignKey("exemplars.Field", on_delete=models.CASCADE, related_name="+", db_index=False)
    unit = models.ForeignKey("exemplars.Unit", on_delete=models.CASCADE, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    honour = models.CharField(max_length=20)

    wagtail_reference_index_ignore = True

    class Meta:
        # Each holds all columns that a list is narrowed by: the table itself is not read.
        indexes = [
            models.Index(
                name="entry_newest",
                fields=["book", "published_at", "profile", "field", "unit", "year", "honour"],
            ),
            models.Index(
                name="entry_by_name",
                fields=["book", "sort_name", "profile", "field", "unit", "year", "honour"],
            ),
        ]

    def __str__(self):
        return f"{self.book_id}: {self.profile_id}"


class NameWord(models.Model):
    """A word of which somebody's name in a book of honour consists, folded: what a slip is corrected to.

    A word may outlive the last entry that bears it until ``mend_book`` runs: nothing is shown of it
    unless somebody is found by it.
    """

    word = models.CharField(max_length=255, primary_key=True)

    def __str__(self):
        return self.word
