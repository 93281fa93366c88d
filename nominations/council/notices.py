"""Mail to members of the council. It leaves through the task queue and names no candidate."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks import task

from ..dossiers.notices import preferred_language
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


@task()
def ballot_waits(ballot_id: int, member_id: int | None = None) -> int:
    """Remind whoever has still not voted when the mail leaves; answer how many were told."""
    ballot = Ballot.objects.select_related("session").get(pk=ballot_id)
    if not ballot.is_open:
        return 0
    member = ballot.session.members.filter(pk=member_id).first() if member_id else None
    people = waiting_accounts(ballot, member)
    for person in people:
        with translation.override(preferred_language(person)):
            context = {"ballot": ballot, "base_url": settings.WAGTAILADMIN_BASE_URL}
            subject = render_to_string("nominations/mail/ballot_waits_subject.txt", context).strip()
            body = render_to_string("nominations/mail/ballot_waits.txt", context)
            send_mail(subject, body, None, [person.email])
    return len(people)
