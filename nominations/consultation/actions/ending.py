"""The end of a consultation: by itself when its days are over, and never before."""

from datetime import datetime, time, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.log_actions import log

from ...campaigns.actions import lock_campaign
from ...doors import takes_part
from ...dossiers.actions import lock
from ...refusals import Refused, StaleStep
from ...roles import SCREEN
from ...stages import Stage
from ...workflow import current_step
from ..models import Consultation, ConsultationEntry
from .passing import pass_consultation
from .summing import store_summary

#: What was sent in the last minute has arrived by then.
GRACE = timedelta(minutes=5)


def moment_of_end(consultation: Consultation) -> datetime:
    """Return when the step ends: shortly after the midnight, in Vietnam, that follows its last day."""
    midnight = datetime.combine(consultation.closes_on + timedelta(days=1), time.min)
    return timezone.make_aware(midnight) + GRACE


@task()
def end_if_over(consultation_id: int) -> int:
    """End a consultation whose days are over; answer how many nominations still could not go on."""
    consultation = Consultation.objects.get(pk=consultation_id)
    if not consultation.is_over:
        return 0
    return end_consultation(consultation=consultation)


def end_on_time(consultation: Consultation) -> None:
    """Leave the end to the task queue, where it can wait; elsewhere ``end_consultations`` does it."""
    if end_if_over.get_backend().supports_defer:
        end_if_over.using(run_after=moment_of_end(consultation)).enqueue(consultation.pk)


def end_consultation(*, consultation: Consultation, user=None) -> int:
    """End a consultation whose days are over, and let each nomination on its list go on to the council.

    Each goes in a transaction of its own, so that a stop in between loses nothing: calling again goes on
    where it stopped, and tries those once more that could not go on. Answers how many still could not.
    ``user`` is the screener who asked for it; None when the days are over and nobody did.
    """
    if user is not None and not takes_part(user, SCREEN):
        raise PermissionDenied
    if not consultation.is_over:
        raise Refused(_("Its days are not over yet; it cannot be ended early."))
    for entry in consultation.entries.waiting().order_by("pk"):
        pass_entry(entry)
    finish(consultation, user=user)
    return consultation.entries.filter(status=ConsultationEntry.Status.STUCK).count()


@transaction.atomic
def pass_entry(entry: ConsultationEntry) -> None:
    """Store what was said about one person and let the nomination go on; mark it where it cannot."""
    lock_campaign(entry.consultation.campaign)
    lock_consultation(entry.consultation)
    store_summary(consultation=entry.consultation, entry=entry)
    try:
        with transaction.atomic():
            nomination = lock(entry.nomination)
            step = current_step(nomination, at=frozenset({Stage.CONSULTATION}))
            pass_consultation(nomination=nomination, task_state=step)
    except (StaleStep, Refused):
        ConsultationEntry.objects.filter(pk=entry.pk).waiting().update(status=ConsultationEntry.Status.STUCK)


@transaction.atomic
def finish(consultation: Consultation, *, user) -> None:
    """Write down that it has ended, once; later comments are refused from here on."""
    lock_campaign(consultation.campaign)
    row = lock_consultation(consultation)
    store_summary(consultation=row, entry=None)
    if row.ended_at is not None or row.entries.filter(status=ConsultationEntry.Status.OPEN).exists():
        return
    row.ended_at = consultation.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    log(row, "nominations.end_consultation", user=user, data={"comments": row.comments.count()})


def lock_consultation(consultation: Consultation) -> Consultation:
    """Lock the list's row, after its campaign's and before any nomination's, and return it as it is now."""
    return Consultation.objects.select_for_update().get(pk=consultation.pk)


def end_due() -> list[Consultation]:
    """End every consultation whose days are over; return those in which somebody still could not go on."""
    return [
        consultation
        for consultation in Consultation.objects.due().select_related("campaign")
        if end_consultation(consultation=consultation)
    ]
