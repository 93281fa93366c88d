"""What happened to a nomination, as a person reads it: one line per event, the newest first."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import PageLogEntry, TaskState

from .models import NominationPage
from .sensitive import LOOKS

#: The log's own actions; Wagtail's ("page edited") say nothing to a reviewer.
OWN_ACTIONS = "nominations."


@dataclass(frozen=True)
class Event:
    """One line of the history; ``remark`` holds the words of the reviewer who took the step."""

    label: str
    person: str
    moment: datetime
    remark: str = ""


def history_of(nomination: NominationPage, *, with_remarks: bool = True) -> list[Event]:
    """Every event of a nomination with who did it, when and with which words; two queries however many.

    Without the remarks it is fit for those whom the reviewers' words to the unit do not concern.
    """
    entries = (
        PageLogEntry.objects.filter(page=nomination, action__startswith=OWN_ACTIONS)
        .exclude(action__in=LOOKS)
        .select_related("user")
        .order_by("-timestamp", "-pk")
    )
    states = TaskState.objects.for_instance(nomination).values_list("pk", "comment")
    remarks = dict(states) if with_remarks else {}
    return [
        Event(
            label=str(entry.message),
            person=name_of(entry.user),
            moment=entry.timestamp,
            remark=remarks.get(entry.data.get("task_state"), ""),
        )
        for entry in entries
    ]


def name_of(user) -> str:
    """The full name of a person, or the account's name where none was entered; empty for nobody."""
    return (user.get_full_name() or user.get_username()) if user else ""
