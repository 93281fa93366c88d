"""A member in front of a browser: the addresses of the council's pages, and the forms of a ballot paper."""

from django.urls import reverse

from nominations.models import CouncilMember, CouncilSession, OpenVote, RollEntry, Vote
from tests import factories


def place(name: str, *keys) -> str:
    return reverse(f"council:{name}", args=keys)


def member_of(session: CouncilSession, number: int = 0) -> CouncilMember:
    """The member of this number; 0 presides."""
    return session.members.select_related("user")[number]


def sit(client, session: CouncilSession, number: int = 0) -> CouncilMember:
    """Sign the member of this number in."""
    member = member_of(session, number)
    client.force_login(member.user)
    return member


def paper(ballot, member, *answers: str) -> dict[str, str]:
    """A member's ballot paper as a browser sends it."""
    return {f"line-{key}": answer for key, answer in factories.marks(ballot, member, *answers).items()}


def urn(ballot) -> tuple[int, int]:
    """How many members have voted by the roll, and how many votes are no longer blank."""
    filled = Vote.objects.filter(line__ballot=ballot).exclude(choice="").count()
    hands = OpenVote.objects.filter(line__ballot=ballot).count()
    return RollEntry.objects.filter(ballot=ballot, has_voted=True).count(), filled + hands


def text_of(response) -> str:
    return " ".join(response.content.decode().split())
