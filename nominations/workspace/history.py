"""What happened to a nomination, as its unit reads it: moves and reasons, without the reviewers' names."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from wagtail.models import PageLogEntry, TaskState

from ..dossiers.endorsement import Endorsement
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
    "nominations.recall": _("Taken back to be edited"),
    "nominations.endorsement_asked": _("Laid before the head of the unit"),
    "nominations.endorsement_endorsed": _("Endorsed by the head of the unit"),
    "nominations.endorsement_sent_back": _("Sent back by the head of the unit"),
    "nominations.endorsement_taken_back": _("Request for endorsement taken back"),
    "nominations.endorsement_lapsed": _("Changed, so the request for endorsement ended"),
}
OWN = (
    "nominations.create",
    "nominations.submit",
    "nominations.withdraw",
    "nominations.recall",
    *(name for name in MOVES if ".endorsement_" in name),
)
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
    reasons, heads = comments(entries), words_of_heads(entries)
    return [
        Step(
            words=str(MOVES[entry.action]),
            moment=entry.timestamp,
            person=(entry.user.get_full_name() or entry.user.get_username())
            if entry.user and entry.action in OWN
            else "",
            reason=reasons.get(entry.data.get("task_state"), "") or heads.get(entry.pk, ""),
        )
        for entry in entries
    ]


def words_of_heads(entries) -> dict[int, str]:
    """Why the unit's head sent a nomination back, by entry."""
    back = {
        entry.pk: entry.data.get("endorsement")
        for entry in entries
        if entry.action == "nominations.endorsement_sent_back"
    }
    if not back:
        return {}
    reasons = dict(Endorsement.objects.filter(pk__in=back.values()).values_list("pk", "reason"))
    return {entry: reasons.get(key, "") for entry, key in back.items()}


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
