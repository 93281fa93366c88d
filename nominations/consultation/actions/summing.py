"""What the council is told of a consultation: numbers and texts, never who sent them."""

from collections import Counter

from django.utils import timezone

from ..models import Comment, Consultation, ConsultationEntry, ConsultationSummary
from ..rules import without_sender

#: Whose texts the council reads; the others it is told the number of.
READ_BY_COUNCIL = (Comment.Status.TO_COUNCIL, Comment.Status.ANSWERED, Comment.Status.RELEVANT)


def store_summary(*, consultation: Consultation, entry: ConsultationEntry | None) -> ConsultationSummary:
    """Store, or store anew, what was said about one person, or about the list as a whole."""
    comments = list(consultation.comments.filter(entry=entry).order_by("received_at", "pk"))
    return ConsultationSummary.objects.update_or_create(
        consultation=consultation,
        entry=entry,
        defaults={
            "counts": dict(Counter(comment.status for comment in comments)),
            "texts": [told(comment) for comment in comments if comment.status in READ_BY_COUNCIL],
            "stored_at": timezone.now(),
        },
    )[0]


def told(comment: Comment) -> dict[str, str]:
    """Return what of a comment the council reads, without its sender even where the screener overlooked one."""
    return {
        "status": comment.status,
        "text": without_sender(comment.text_for_council, **comment.sender),
        "note": without_sender(comment.note, **comment.sender),
    }
