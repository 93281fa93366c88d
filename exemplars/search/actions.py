"""Every change to the entries of the books of honour. They follow the profiles, which decide."""

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import transaction

from .counts import forget_counts
from .models import BookEntry, NameWord
from .words import plain_words

CHUNK = 2000
LONGEST = 255
REPEATED = ["book", "published_at", "sort_name", "field", "unit", "year", "honour"]


@transaction.atomic
def write_entries(rows: Iterable[tuple[BookEntry, str]]) -> int:
    """Store entries, each with the name of its person, over those of the same profiles; return how many."""
    rows, written, books = iter(rows), 0, set()
    while chunk := list(islice(rows, CHUNK)):
        entries = [entry for entry, _name in chunk]
        for entry in entries:
            entry.sort_name = entry.sort_name[:LONGEST]
        BookEntry.objects.bulk_create(
            entries, update_conflicts=True, unique_fields=["profile"], update_fields=REPEATED
        )
        write_words(name for _entry, name in chunk)
        written += len(entries)
        books |= {entry.book_id for entry in entries}
    forget_counts(books)
    return written


@transaction.atomic
def remove_entries(entries) -> int:
    """Remove a queryset of entries; return how many there were."""
    books = set(entries.order_by().values_list("book_id", flat=True).distinct())
    removed, _by_model = entries.delete() if books else (0, {})
    forget_counts(books)
    return removed


def write_words(names: Iterable[str]) -> None:
    words = sorted(words_of(names))
    NameWord.objects.bulk_create([NameWord(word=word) for word in words], ignore_conflicts=True)


def words_of(names: Iterable[str]) -> set[str]:
    return {word[:LONGEST] for name in names for word in plain_words(name).split()}


def remove_stray_words(names: Iterator[str]) -> int:
    """Remove words that are in none of the names; return how many there were."""
    stray = set(NameWord.objects.values_list("word", flat=True)) - words_of(names)
    removed, _by_model = NameWord.objects.filter(pk__in=stray).delete()
    return removed
