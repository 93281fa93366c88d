"""The log's one writer: pages are touched with what changes them, and numbered when that is certain."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from .followed import FOLLOWED
from .models import Change, Event, LogEnd, Reason, Standing, Touch
from .rules import Face, event_between, moved
from .signals import changes_numbered

#: As many pages as one transaction numbers.
BATCH = 500


def touch(subject: str, keys: Iterable[int]) -> None:
    """Say, in the transaction of a change, that the public face of pages may have changed.

    Takes no lock: whoever waits for the log's end holds nothing that others wait for.
    """
    touches = [Touch(subject=subject, page_id=key) for key in keys]
    if touches:
        Touch.objects.bulk_create(touches, batch_size=1000)
        transaction.on_commit(number_changes, robust=True)


def number_changes() -> int:
    """Number what waits, by what is public now; return how many changes that made.

    The row of the log's end is the only lock, taken in a transaction of its own, so a number is seen only
    after all lower ones. What a killed process left waiting is numbered with the next.
    """
    made = 0
    while Touch.objects.exists():
        made += len(number_some())
    return made


@transaction.atomic
def number_some() -> list[Change]:
    end = lock_end()
    touches = list(Touch.objects.order_by("pk")[:BATCH])
    changes = []
    for subject in FOLLOWED:
        keys = list(dict.fromkeys(touch.page_id for touch in touches if touch.subject == subject))
        if keys:
            changes += changes_of(subject, keys)
    now = timezone.now()
    for end.last, change in enumerate(changes, start=end.last + 1):  # noqa: B020 - counts on from the end
        change.sequence, change.at = end.last, now
    Change.objects.bulk_create(changes)
    Touch.objects.filter(pk__in=[touch.pk for touch in touches]).delete()
    end.save()
    if changes:
        changes_numbered.send(sender=Change, changes=changes)
    return changes


def lock_end() -> LogEnd:
    """Lock the one row that says where the log ends, making it for the first change."""
    LogEnd.objects.get_or_create(pk=1)
    return LogEnd.objects.select_for_update().get(pk=1)


def changes_of(subject: str, keys: list[int]) -> list[Change]:
    """Compare pages with what the log last said of them; note what it says now. Not numbered and not stored yet."""
    kind = FOLLOWED[subject]
    stands = Standing.objects.in_bulk(keys)
    public = {page.pk: page for page in kind.public().filter(pk__in=keys).select_related("locale")}
    others = kind.model.objects.filter(pk__in=[key for key in keys if key in stands and key not in public])
    hidden = in_bulk_with_approval(others)
    changes, noted, news = [], [], set()
    for key in keys:
        stand = stands.get(key)
        before = Face(stand.url_path, stand.reason) if stand else None
        after = Face(public[key].url_path) if key in public else Face(reason=why(kind, hidden.get(key)))
        event = event_between(before, after)
        if event is None:
            continue
        stand = stand or standing_of(subject, public[key])
        stand.is_public, stand.reason, stand.url_path = after.is_public, after.reason, after.url_path
        noted.append(stand)
        if moved(before, after):
            news.add(stand.translation_key)
        changes.append(change_of(stand, event))
    write_down(noted)
    return changes + changes_beside(subject, keys, news)


def in_bulk_with_approval(pages) -> dict:
    names = {field.name for field in pages.model._meta.get_fields()}
    return (pages.select_related("approval") if "approval" in names else pages).in_bulk()


def why(kind, page) -> str:
    return Reason.DELETED if page is None else kind.why_gone(page)


def standing_of(subject: str, page) -> Standing:
    return Standing(
        page_id=page.pk,
        subject=subject,
        locale=page.locale.language_code,
        translation_key=page.translation_key,
    )


def change_of(stand: Standing, event: str) -> Change:
    return Change(
        event=event,
        reason=stand.reason,
        subject=stand.subject,
        page_id=stand.page_id,
        locale=stand.locale,
    )


def write_down(noted: list[Standing]) -> None:
    Standing.objects.bulk_create(
        noted,
        update_conflicts=True,
        unique_fields=["page_id"],
        update_fields=["is_public", "reason", "url_path"],
    )


def changes_beside(subject: str, keys: list[int], news: set) -> list[Change]:
    """The other versions of pages that came, went or moved: each names the addresses of all."""
    beside = Standing.objects.filter(subject=subject, translation_key__in=news, is_public=True)
    return [change_of(stand, Event.CHANGED) for stand in beside.exclude(page_id__in=keys).order_by("page_id")]


# --- By the clock -----------------------------------------------------------------------------------------


def note_missed_changes() -> int:
    """Find what became public or ceased to be so without anybody saving it, and number it; return how many.

    So the log begins with all that is public, follows rows that were written past the models, and
    numbers what a killed process left.
    """
    for subject, kind in FOLLOWED.items():
        public = set(kind.public().values_list("pk", flat=True))
        said = set(Standing.objects.filter(subject=subject, is_public=True).values_list("page_id", flat=True))
        with transaction.atomic():
            touch(subject, sorted(public ^ said))
    return number_changes()


@transaction.atomic
def forget_changes(*, before: datetime) -> int:
    """Remove changes older than ``before`` that a newer one of the same page has replaced, and old withdrawals.

    What stays still leads a new reader to every page that is public. Returns how many were removed.
    """
    end = lock_end()
    later = Change.objects.filter(page_id=OuterRef("page_id"), sequence__gt=OuterRef("sequence"))
    old = Change.objects.filter(Q(Exists(later)) | Q(event=Event.WITHDRAWN), at__lt=before)
    highest = old.aggregate(highest=Max("sequence"))["highest"]
    if highest is None:
        return 0
    end.forgotten = max(end.forgotten, highest)
    end.save()
    return old.delete()[0]
