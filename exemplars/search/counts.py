"""Counts of a book of honour, kept until something in the book changes.

An edition is a token in the cache, given anew with every change, and part of the name of what is kept: what
was counted in an older edition is never found again. Where the cache is down nothing is kept, and where
processes do not share one, counts are a minute old at most: as old as the pages that show them.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction

SECONDS = 60


def edition_of(book_id: int) -> str:
    name = f"exemplars:edition:{book_id}"
    return cache.get(name) or cache.get_or_set(name, lambda: uuid4().hex, None)


def kept(book_id: int, name: str, count: Callable):
    """Return what was counted under this name in the book's edition of now; else count, and keep it."""
    short = sha256(name.encode()).hexdigest()
    return cache.get_or_set(f"exemplars:counts:{book_id}:{edition_of(book_id)}:{short}", count, SECONDS)


def forget_counts(books: Iterable[int]) -> None:
    """Begin a new edition of these books: now, and again when others can see what was changed."""
    books = sorted(books)
    if books:
        renew(books)
        transaction.on_commit(lambda: renew(books))


def renew(books: list[int]) -> None:
    cache.set_many({f"exemplars:edition:{book_id}": uuid4().hex for book_id in books}, None)
