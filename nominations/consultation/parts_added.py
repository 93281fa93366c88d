"""What the public said, in the dossier that reviewers and the council read."""

from django.db.models import Q

from ..dossiers.parts import dossier_part
from ..roles import READ_COMMENTS, SCREEN
from ..stages import Stage
from .actions.publishing import may_publish
from .models import Comment, ConsultationEntry, ConsultationSummary


@dossier_part(order=25, template="nominations/consultation/dossier_part.html")
def consultation(nomination, user):
    """The latest list that the nomination stood on, and the summaries of it; never a sender's details."""
    entries = ConsultationEntry.objects.filter(nomination=nomination).select_related("consultation")
    entry = entries.order_by("-pk").first()
    if entry is None:
        if nomination.stage != Stage.CONSULTATION:
            return None
        return {"entry": None, "may_publish": may_publish(user)}
    return {
        "entry": entry,
        "summaries": summaries_of(entry),
        "may_read_comments": user.has_perm(READ_COMMENTS) and user.has_perm(SCREEN),
    }


def summaries_of(entry: ConsultationEntry) -> list[dict]:
    """The summary on the person, then that on the list as a whole; none before the end."""
    own_or_general = Q(entry=entry) | Q(entry__isnull=True, consultation=entry.consultation_id)
    rows = ConsultationSummary.objects.filter(own_or_general)
    told = [summary_in_words(row) for row in rows]
    return sorted((row for row in told if row["is_own"] or row["total"]), key=lambda row: not row["is_own"])


def summary_in_words(summary: ConsultationSummary) -> dict:
    """Read a stored summary as labels and numbers, in the order of the statuses."""
    labels = dict(Comment.Status.choices)
    counts = [(label, summary.counts.get(status, 0)) for status, label in labels.items()]
    texts = [{**text, "label": labels[text["status"]]} for text in summary.texts]
    return {
        "is_own": summary.entry_id is not None,
        "total": sum(summary.counts.values()),
        "counts": [(label, number) for label, number in counts if number],
        "unread": summary.counts.get(Comment.Status.NEW, 0),
        "texts": [text for text in texts if text["text"] or text["note"]],
        "stored_at": summary.stored_at,
    }
