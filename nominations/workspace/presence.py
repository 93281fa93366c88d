"""Who else has a step open just now, and which version a page in a browser has stored by itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, F, Q, Value, When

from ..dossiers.models import NominationPage
from .models import OpenStep

#: A page calls every half minute; whoever missed two calls is taken to have left.
WINDOW = timedelta(seconds=75)
#: Changes of one page in a browser are one version as long as this; then the next begins.
SPELL = timedelta(minutes=10)
FORGOTTEN = timedelta(days=1)


@dataclass(frozen=True)
class Present:
    """Somebody else who has the step open, and since when."""

    name: str
    since: datetime


def arrive(nomination: NominationPage, user, step: str, now: datetime) -> list[Present]:
    """Note that a person has the step open, and answer who else has; two queries once they are known."""
    since = Case(When(seen_at__lt=now - WINDOW, then=Value(now)), default=F("opened_at"))
    known = OpenStep.objects.filter(nomination=nomination, user=user, step=step)
    if not known.update(opened_at=since, seen_at=now):
        row = OpenStep(nomination=nomination, user=user, step=step, opened_at=now, seen_at=now)
        OpenStep.objects.filter(nomination=nomination, seen_at__lt=now - FORGOTTEN).delete()
        OpenStep.objects.bulk_create([row], ignore_conflicts=True)
    return others(nomination, user, step, now)


def others(nomination: NominationPage, user, step: str, now: datetime) -> list[Present]:
    rows = OpenStep.objects.filter(nomination=nomination, step=step, seen_at__gte=now - WINDOW)
    return [
        Present(row.user.get_full_name() or row.user.get_username(), row.opened_at)
        for row in rows.exclude(user=user).select_related("user").order_by("opened_at", "pk")
    ]


def written_by(nomination: NominationPage, user, step: str, writer: str) -> OpenStep | None:
    """What this very page of the browser stored last; None where it stored nothing or is not known."""
    if not writer:
        return None
    rows = OpenStep.objects.filter(Q(revision__isnull=False), nomination=nomination, user=user, step=step)
    return rows.filter(writer=writer).first()


def note_written(nomination, user, step: str, now: datetime, **version) -> None:
    """Remember the version that a page has just stored by itself: ``writer``, ``revision``, ``spell_since``."""
    rows = OpenStep.objects.filter(nomination=nomination, user=user, step=step)
    if not rows.update(seen_at=now, **version):
        arrive(nomination, user, step, now)
        rows.update(**version)
