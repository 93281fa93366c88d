"""Put what happens while loading at the moments at which it would have happened."""

from contextlib import contextmanager
from datetime import datetime

from django.utils import timezone
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision, TaskState, WorkflowState

from nominations.models import Consent, Decision, Evidence, NominationPage

#: Every column that an action, or Wagtail behind it, stamps with the present.
STAMPS = {
    Page: ("first_published_at", "last_published_at", "latest_revision_created_at"),
    Revision: ("created_at",),
    PageLogEntry: ("timestamp",),
    ModelLogEntry: ("timestamp",),
    WorkflowState: ("created_at",),
    TaskState: ("started_at", "finished_at"),
    NominationPage: ("stage_since", "submitted_at"),
    Evidence: ("uploaded_at",),
    Consent: ("recorded_at",),
    Decision: ("recorded_at",),
}


@contextmanager
def happening_at(moment: datetime):
    """Move whatever the block stamps with the present to ``moment``, which must be past.

    The actions ask the server's clock and nothing else, so the clock stays as it is and the rows are
    put back afterwards. Call it within a transaction, or others will see the rows in between.
    """
    began = timezone.now()
    yield
    for model, columns in STAMPS.items():
        for column in columns:
            model.objects.filter(**{f"{column}__gte": began}).update(**{column: moment})
