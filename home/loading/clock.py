"""When things of the demonstration happen, and how they come to have happened then."""

from collections.abc import Callable
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from functools import cache

from django.apps import apps
from django.db.models import DateTimeField
from django.db.models.signals import pre_save
from django.utils import timezone
from wagtail.models.audit_log import BaseLogEntry

from nominations.campaigns.working_days import add_working_days
from nominations.models import AuditEntry

from .content import VIETNAM

#: Whose moments an action, or Wagtail behind it, stamps with the present.
STAMPED = ("nominations", "exemplars", "wagtailcore")
#: Takes no change, not even here: its entries copy the moment of the log entry that they follow.
KEPT = (AuditEntry,)


# --- Moments --------------------------------------------------------------------------------------------


def moment_of(entry: dict, position: int = 0) -> datetime:
    """Return the moment that the content names: as written, so many minutes ago, or working days from today.

    ``position`` keeps several that share an entry apart, by its ``apart`` minutes or ``days_apart``.
    """
    if "minutes_ago" in entry:
        return timezone.now() - timedelta(minutes=entry["minutes_ago"])
    if "on" in entry:
        moment = datetime.fromisoformat(entry["on"])
    else:
        days = entry["workdays"] + position * entry.get("days_apart", 0)
        moment = datetime.combine(
            add_working_days(timezone.localdate(), days), time.fromisoformat(entry["time"]), VIETNAM
        )
    return moment + timedelta(minutes=position * entry.get("apart", 0))


def working_days_before(moment: datetime, days: int) -> datetime:
    """Return the same hour of so many working days earlier."""
    local = moment.astimezone(VIETNAM)
    return datetime.combine(add_working_days(local.date(), -days), local.time(), VIETNAM)


class Timetable:
    """What is to happen, in whatever order it is entered; it happens in the order of its moments."""

    def __init__(self):
        self.entries: list[tuple[datetime, Callable]] = []

    def at(self, moment: datetime, act: Callable, *arguments) -> None:
        """Enter an act for a moment, which must be past when the timetable is run."""
        self.entries.append((moment, lambda: act(*arguments)))

    def run(self) -> None:
        """Let everything happen. Call it within a transaction, or others will see the rows in between."""
        for moment, act in sorted(self.entries, key=lambda entry: entry[0]):
            with happening_at(moment):
                act()


# --- Stamps ---------------------------------------------------------------------------------------------


@contextmanager
def happening_at(moment: datetime):
    """Move whatever the block stamps with the present to ``moment``, which must be past.

    The actions ask the server's clock and nothing else, so the clock stays as it is and the rows are
    put back afterwards. Call it within a transaction, or others will see the rows in between.
    """
    began = timezone.now()
    with logged_at(moment):
        yield
    ended = timezone.now()
    for model, columns in stamps():
        for column in columns:
            stamped = model._base_manager.filter(**{f"{column}__range": (began, ended)})
            stamped.update(**{column: moment})


@contextmanager
def logged_at(moment: datetime):
    """Write log entries with ``moment`` from the first: the chained log copies it and takes no correction."""

    def stamp(sender, instance, **kwargs):
        if issubclass(sender, BaseLogEntry) and instance._state.adding:
            instance.timestamp = moment

    pre_save.connect(stamp, weak=False, dispatch_uid="logged_at")
    try:
        yield
    finally:
        pre_save.disconnect(dispatch_uid="logged_at")


@cache
def stamps() -> list[tuple[type, list[str]]]:
    """Every model with moments of its own, and their columns."""
    models = (
        model
        for model in apps.get_models()
        if model._meta.app_label in STAMPED and not model._meta.proxy and model not in KEPT
    )
    found = (
        (
            model,
            [
                field.attname
                for field in model._meta.local_concrete_fields
                if isinstance(field, DateTimeField)
            ],
        )
        for model in models
    )
    return [(model, columns) for model, columns in found if columns]
