"""What happened to a nomination, as its unit reads it: moves and reasons, without the reviewers' names."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from wagtail.models import PageLogEntry, TaskState

from ..dossiers.models import NominationPage

#: Each move in the unit's words. Remarks that reviewers leave to each other are not among them.
MOVES = {
    "nominations.create": _("Opened"),
    "nominations.carry": _("Carried over from an earlier campaign"),
    "nominations.submit": _("Submitted"),
    "nominations.return": _("Returned for completion"),
    "nominations.accept": _("Accepted by the department"),
    "nominations.rule_out": _("Ineligible"),
    "nominations.consulted": _("Public consultation over"),
    "nominations.select": _("Selected by the council"),
    "nominations.hold": _("Placed in reserve by the council"),
    "nominations.send_back": _("Sent back to the council"),
    "nominations.approve": _("Recognised"),
    "nominations.decline": _("Not selected"),
    "nominations.revoke": _("Recognition revoked"),
    "nominations.withdraw": _("Withdrawn"),
}
OWN = ("nominations.create", "nominations.submit", "nominations.withdraw")
ANSWERED = ("nominations.return", "nominations.decline", "nominations.rule_out")


@dataclass(frozen=True)
class Step:
    """One line of the history; ``person`` only for the unit's own people, ``reason`` only for returns."""

    words: str
    moment: datetime
    person: str = ""
    reason: str = ""


def unit_history(nomination: NominationPage) -> list[Step]:
    """Every move of a nomination, the oldest first; two queries however many."""
    entries = list(
        PageLogEntry.objects.filter(page=nomination, action__in=MOVES)
        .select_related("user")
        .order_by("timestamp", "pk")
    )
    reasons = comments(entries)
    return [
        Step(
            words=str(MOVES[entry.action]),
            moment=entry.timestamp,
            person=(entry.user.get_full_name() or entry.user.get_username())
            if entry.user and entry.action in OWN
            else "",
            reason=reasons.get(entry.data.get("task_state"), ""),
        )
        for entry in entries
    ]


def comments(entries) -> dict[int, str]:
    """The words of the reviewers that go with these entries, as far as they are meant for the unit."""
    states = [entry.data.get("task_state") for entry in entries if entry.action in ANSWERED]
    return dict(TaskState.objects.filter(pk__in=filter(None, states)).values_list("pk", "comment"))


def return_reasons(nominations) -> dict[int, str]:
    """The reason of the latest return, or of the ruling out, of each nomination; two queries however many."""
    entries = list(
        PageLogEntry.objects.filter(
            page__in=[n.pk for n in nominations], action__in=("nominations.return", "nominations.rule_out")
        ).order_by("timestamp", "pk")
    )
    reasons = comments(entries)
    return {entry.page_id: reasons.get(entry.data.get("task_state"), "") for entry in entries}


def last_reason(nomination: NominationPage) -> str:
    return return_reasons([nomination]).get(nomination.pk, "")
