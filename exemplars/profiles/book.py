"""Keep the entries of the books of honour in step with the profiles that may be read.

Whatever is saved, moved or restricted through Django is followed at once. Rows that were written past it are
found by ``mend_book``, which ``manage.py setup_portal`` and ``manage.py mend_book`` run.
"""

from datetime import UTC, datetime

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_unpublished, post_page_move

from ..search import actions
from ..search.counts import forget_counts
from ..search.models import BookEntry
from ..vocabulary.models import Bloc, Field, Unit
from .models import Approval, ExemplarIndexPage, ExemplarPage

#: Stands where a live page does not know when it was first published: at the end of the newest.
LONG_AGO = datetime(1948, 6, 11, tzinfo=UTC)
#: What an entry repeats, by its own name and by the profile's.
REPEATED = {
    "published_at": "shown_from",
    "sort_name": "sort_name",
    "field_id": "field_id",
    "unit_id": "unit_id",
    "year": "year",
    "honour": "honour",
}


def readable(profiles):
    """The profiles of a queryset that may be read, with all that an entry repeats."""
    return profiles.published().annotate(shown_from=Coalesce("first_published_at", Value(LONG_AGO)))


def enter(profiles) -> int:
    """Write an entry for every profile of a queryset that may be read; return how many there were."""
    books = dict(ExemplarIndexPage.objects.values_list("path", "pk"))
    columns = readable(profiles).order_by("pk").values_list("pk", "path", "title", *REPEATED.values())
    return actions.write_entries(
        (entry(key, books[above], repeated), name)
        for key, path, name, *repeated in columns.iterator(chunk_size=2000)
        # Who was moved out of every book stands in no list.
        if (above := path[: -Page.steplen]) in books
    )


def entry(profile_id: int, book_id: int, repeated: list) -> BookEntry:
    return BookEntry(profile_id=profile_id, book_id=book_id, **dict(zip(REPEATED, repeated, strict=True)))


def follow(profiles) -> int:
    """Bring the entries of a queryset of profiles in step; return how many were written or removed."""
    entries = BookEntry.objects.filter(profile__in=profiles.order_by().values("pk"))
    removed = actions.remove_entries(
        entries.exclude(profile__in=profiles.published().order_by().values("pk"))
    )
    return removed + enter(profiles)


def mend_book() -> int:
    """Bring every entry that is out of step with its profile in step, and only those; return how many."""
    published = ExemplarPage.objects.published()
    removed = actions.remove_entries(BookEntry.objects.exclude(profile__in=published.values("pk")))
    written = enter(ExemplarPage.objects.filter(pk__in=out_of_step().values("pk")))
    actions.remove_stray_words(published.values_list("title", flat=True).iterator())
    return removed + written


def out_of_step():
    """Published profiles without an entry, or with one that says something else."""
    same = Q(**{f"entry__{own}": F(name) for own, name in REPEATED.items()})
    return readable(ExemplarPage.objects.all()).filter(Q(entry__isnull=True) | ~same)


# --- What is followed -----------------------------------------------------------------------------------


def follow_profile(sender, instance, raw=False, created=False, **kwargs) -> None:
    if raw:
        return
    if instance.live:
        follow(ExemplarPage.objects.filter(pk=instance.pk))
    elif not created:
        actions.remove_entries(BookEntry.objects.filter(profile=instance.pk))


def follow_approval(sender, instance, created, raw=False, **kwargs) -> None:
    if not raw and not created:
        follow(ExemplarPage.objects.filter(approval=instance))


def follow_restriction(sender, instance, **kwargs) -> None:
    if page := Page.objects.filter(pk=instance.page_id).first():
        follow(ExemplarPage.objects.descendant_of(page, inclusive=True))


def follow_term(sender, instance, **kwargs) -> None:
    """The words of a facet are kept with its counts."""
    forget_counts(ExemplarIndexPage.objects.values_list("pk", flat=True))


def follow_move(sender, instance, **kwargs) -> None:
    follow(ExemplarPage.objects.descendant_of(instance, inclusive=True))


def connect() -> None:
    """Follow, from now on, all that decides whether a profile may be read."""
    for term in (Field, Unit, Bloc):
        for signal in (post_save, post_delete):
            signal.connect(follow_term, sender=term, dispatch_uid=f"exemplars.follow_term.{id(signal)}")
    for signal, follower, sender in (
        (post_save, follow_profile, ExemplarPage),
        (post_save, follow_approval, Approval),
        (post_save, follow_restriction, PageViewRestriction),
        (post_delete, follow_restriction, PageViewRestriction),
        (page_unpublished, follow_profile, ExemplarPage),
        (post_page_move, follow_move, None),
    ):
        signal.connect(follower, sender=sender, dispatch_uid=f"exemplars.{follower.__name__}.{id(signal)}")
