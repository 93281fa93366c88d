"""Comments from the public: received, and sorted by a screener."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...membership.models import belongs_to
from ...refusals import Refused
from ..models import Comment, Consultation, ConsultationEntry
from .ending import lock_consultation
from .publishing import may_publish
from .summing import store_summary


class FormUsed(Refused):
    """Another comment was sent with this form before; a new form is needed."""

    message = _("This form has been used already. Please check your text and send it once more.")


@transaction.atomic
def send_comment(
    *,
    consultation: Consultation,
    entry: ConsultationEntry | None,
    token: UUID,
    name: str,
    phone: str,
    address: str,
    text: str,
    arrived_at: datetime | None = None,
) -> Comment:
    """Store a signed comment; the same form with the same text twice answers with the one stored first.

    Raises Refused where the list is closed or the person has left it, FormUsed for a form used before.
    """
    arrived_at = arrived_at or timezone.now()
    consultation = lock_consultation(consultation)
    if made := Comment.objects.filter(token=token).first():
        return same_comment(made, consultation, entry, text)
    require_open(consultation, entry, arrived_at)
    return Comment.objects.create(
        consultation=consultation,
        entry=entry,
        token=token,
        name=name,
        phone=phone,
        address=address,
        text=text,
        received_at=arrived_at,
    )


def same_comment(made: Comment, consultation: Consultation, entry, text: str) -> Comment:
    """Return the comment that a second press meant; raise FormUsed where it says something else."""
    if (made.consultation_id, made.entry_id, made.text) != (consultation.pk, entry and entry.pk, text):
        raise FormUsed
    return made


def require_open(consultation: Consultation, entry: ConsultationEntry | None, arrived_at: datetime) -> None:
    """Refuse what arrived after the last day, and comments on somebody who has left the list."""
    if consultation.ended_at or timezone.localdate(arrived_at) > consultation.closes_on:
        raise Refused(_("The last day for comments is over. Your comment was not stored."))
    if entry is None:
        return
    listed = consultation.entries.filter(pk=entry.pk, status=ConsultationEntry.Status.OPEN)
    if not listed.exists():
        raise Refused(_("The person you write about is no longer on the list. Choose again."))


@transaction.atomic
def triage_comment(
    *, comment: Comment, user, status: str, text_for_council: str = "", note: str = ""
) -> Comment:
    """Write down what a screener makes of a comment; the council's summary follows, also after the end."""
    require_sorter(user, comment)
    lock_consultation(comment.consultation)
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment.pk)
    comment.status, comment.text_for_council, comment.note = status, text_for_council, note
    back_to_new = status == Comment.Status.NEW
    comment.triaged_by, comment.triaged_at = (None, None) if back_to_new else (user, timezone.now())
    comment.save(update_fields=["status", "text_for_council", "note", "triaged_by", "triaged_at"])
    log(comment, "nominations.triage_comment", user=user, data={"status": status})
    if comment.consultation.is_over:
        store_summary(consultation=comment.consultation, entry=comment.entry)
    return comment


def require_sorter(user, comment: Comment) -> None:
    """Refuse whoever does not screen, and anybody bound to the person whom the comment is about."""
    if not may_publish(user) or obstacle_to_sorting(user, comment):
        raise PermissionDenied


def obstacle_to_sorting(user, comment: Comment) -> bool:
    """Say whether the comment is about the person's own unit or a nomination that they handed in."""
    if comment.entry is None:
        return False
    return belongs_to(user, comment.entry.unit_id) or comment.entry.nomination.submitted_by_id == user.pk


def record_reading(*, comment: Comment, user) -> None:
    """Leave a trace of who saw the personal details of a comment's sender."""
    log(comment, "nominations.read_comment", user=user)
