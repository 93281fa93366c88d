"""Mail to a unit about a nomination. It names no candidate, only the reference code."""

from ..mail.actions import write_to
from ..mail.people import preferred_language
from .models import NominationPage

__all__ = ["decided", "preferred_language", "returned", "submitted", "tell_unit"]


def tell_unit(nomination: NominationPage, template: str, *, kind: str) -> int:
    """Write to the unit's people what has become of a nomination, once for each; answer to how many.

    Call it in the transaction of the change: the mail leaves if and only if the change is stored.
    """
    occasion = f"{template}-{nomination.pk}-{nomination.stage_since.timestamp():.6f}"
    people = [membership.user for membership in nomination.unit.memberships.select_related("user")]
    written = [
        write_to(
            person,
            kind=kind,
            template=template,
            context={"nomination": nomination, "campaign": nomination.campaign},
            key=f"{occasion}-{person.pk}",
            nomination=nomination,
            unit=nomination.unit,
            campaign=nomination.campaign,
        )
        for person in people
    ]
    return len(written) - written.count(None)


def submitted(nomination: NominationPage) -> int:
    return tell_unit(nomination, "submitted", kind="receipt")


def returned(nomination: NominationPage) -> int:
    return tell_unit(nomination, "returned", kind="returned")


def decided(nomination: NominationPage) -> int:
    return tell_unit(nomination, "decided", kind="decision")
