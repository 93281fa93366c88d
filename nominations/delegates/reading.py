"""Whom a roster may take, whom it has, and how many stand where; queries flat in the number of people."""

from dataclasses import dataclass

from django.db.models import Count, Q

from exemplars.models import ConferencePage
from exemplars.vocabulary.names import fold

from ..decisions.models import Decision
from ..dossiers.models import NominationPage
from .models import Delegate, Roster


def recognised(roster: Roster):
    """Nominations of the roster's campaign that were recognised and are not on it yet, by name."""
    granted = Decision.objects.filter(
        outcome=Decision.Outcome.APPROVED,
        nomination__campaign=roster.campaign_id,
        nomination__revocation__isnull=True,
    )
    taken = roster.delegates.filter(nomination__isnull=False).values("nomination")
    return (
        NominationPage.objects.filter(pk__in=granted.values("nomination"))
        .exclude(pk__in=taken)
        .select_related("candidate", "unit", "field")
        .order_by("candidate__sort_name", "pk")
    )


def named_on_the_page(roster: Roster) -> list:
    """Published profiles that the conference's page names and that are not on the roster yet."""
    taken = set(roster.delegates.filter(profile__isnull=False).values_list("profile", flat=True))
    names = {fold(name) for name in roster.delegates.values_list("name", flat=True)}
    page = ConferencePage.objects.get(pk=roster.conference_id)
    shown = page.delegates_shown()
    return [one for one in shown if one.pk not in taken and fold(one.title) not in names]


@dataclass(frozen=True)
class Counted:
    """How many people a roster has, and how many are in each state, by its name."""

    people: int
    listed: int
    invited: int
    accepted: int
    declined: int
    attended: int
    with_needs: int

    @property
    def expected(self) -> int:
        return self.invited + self.accepted + self.attended


def counted(roster: Roster) -> Counted:
    """Count the people of a roster; needs are encrypted, so they are counted by the answer and read one by one."""
    names = ("listed", "invited", "accepted", "declined", "attended")
    found = roster.delegates.aggregate(
        people=Count("pk"), **{name: Count("pk", filter=Q(state=name)) for name in names}
    )
    needs = roster.delegates.values_list("diet", "access", "transport")
    return Counted(**found, with_needs=sum(any(row) for row in needs))


def narrowed(
    roster: Roster, *, kind: str = "", state: str = "", field: str = "", words: str = ""
) -> list[Delegate]:
    """People of a roster in the order of the official list; what is empty or unknown narrows nothing."""
    people = roster.delegates.in_order_of_the_list()
    if kind in Delegate.Kind.values:
        people = people.filter(kind=kind)
    if state in dict(Delegate.STATES):
        people = people.filter(state=state)
    if field:
        people = people.filter(field__code=field)
    for word in fold(words).split():
        people = people.filter(folded_name__contains=word)
    return list(people)
