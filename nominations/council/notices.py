"""Mail to members of the council; it names no candidate."""

from django.utils.crypto import get_random_string

from ..mail.actions import write_to
from .models import Ballot, CouncilMember, RollEntry


def waiting_accounts(ballot: Ballot, member: CouncilMember | None = None) -> list:
    """The people who vote by themselves and whose vote is not in the urn: members, and proxies with an account."""
    entries = ballot.roll.filter(has_voted=False).select_related("member__user", "member__proxy_user")
    if member is not None:
        entries = entries.filter(member=member)
    people = [voter_of(entry) for entry in entries]
    return [person for person in people if person is not None and person.is_active and person.email]


def voter_of(entry: RollEntry):
    """Whose account votes under an entry; None where the secretary enters a paper."""
    if entry.way == RollEntry.Way.IN_PERSON:
        return entry.member.user
    return entry.member.proxy_user if entry.way == RollEntry.Way.PROXY else None


def ballot_waits(ballot: Ballot, people: list) -> int:
    """Remind people of a ballot; answer how many. Their mails' rows go with the mails: nothing tells who was late."""
    occasion = get_random_string(12)
    written = [
        write_to(
            person,
            kind="ballot",
            template="ballot_waits",
            context={"ballot": ballot},
            key=f"ballot-{ballot.pk}-{occasion}-{person.pk}",
        )
        for person in people
    ]
    return len(written) - written.count(None)
