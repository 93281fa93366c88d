"""Mail to a unit about a nomination. It names no candidate, only the reference code."""

from ..mail.actions import write_to
from ..mail.people import preferred_language
from .endorsement import heads_besides
from .models import Evidence, NominationPage

__all__ = [
    "decided",
    "destroyed",
    "endorsement_asked",
    "preferred_language",
    "returned",
    "sent_back",
    "submitted",
    "tell_unit",
]


def tell_unit(nomination: NominationPage, template: str, *, kind: str, occasion: str = "", **about) -> int:
    """Write to the unit's people what has become of a nomination, once for each; answer to how many.

    ``occasion`` names what is told once, where that is not the nomination's coming to its stage. Call it in the
    transaction of the change: the mail leaves if and only if the change is stored.
    """
    occasion = occasion or f"{template}-{nomination.pk}-{nomination.stage_since.timestamp():.6f}"
    people = [membership.user for membership in nomination.unit.memberships.select_related("user")]
    written = [
        write_to(
            person,
            kind=kind,
            template=template,
            context={"nomination": nomination, "campaign": nomination.campaign, **about},
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


def endorsement_asked(asked) -> int:
    """Write to the unit's heads, but the one who asks, that a nomination waits for their endorsement."""
    return tell(
        asked,
        heads_besides(asked.nomination, asked.asked_by),
        template="endorsement_asked",
        kind="endorsement",
    )


def sent_back(answered) -> int:
    """Write to whoever asked that the head has sent the nomination back."""
    return tell(answered, [answered.asked_by], template="endorsement_sent_back", kind="endorsement")


def tell(endorsement, people, *, template: str, kind: str) -> int:
    """Write to people about one request for endorsement, once each; answer to how many."""
    nomination = endorsement.nomination
    written = [
        write_to(
            person,
            kind=kind,
            template=template,
            context={"nomination": nomination, "campaign": nomination.campaign, "asked": endorsement},
            key=f"{template}-{endorsement.pk}-{person.pk}",
            nomination=nomination,
            unit=nomination.unit,
            campaign=nomination.campaign,
        )
        for person in people
    ]
    return len(written) - written.count(None)


def destroyed(evidence: Evidence) -> int:
    """Tell the unit that a file was infected, by its kind: its name may be the candidate's."""
    return tell_unit(
        evidence.nomination, "destroyed", kind="virus", occasion=f"virus-{evidence.pk}", evidence=evidence
    )
