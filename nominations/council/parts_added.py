"""What the council adds to other rooms: its members read the dossiers of their open sessions."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..dossiers.parts import dossier_part, dossier_reader
from ..dossiers.permissions import may_read_dossiers
from ..mail.kinds import register_kind
from .models import AgendaItem, CouncilSession, Recusal
from .permissions import sits_on_council
from .seats import places_of, seat_of
from .standings import appearances_of

register_kind("ballot", _("Reminders to vote"), may_decline=False, leaves_trace=False, for_reviewers=True)


@dossier_reader
def agenda_of(user) -> Q | None:
    """The nominations on the agenda of open sessions on which a person sits, but for conflicts of interest.

    A proxy reads what the member may, for whom the proxy votes.
    """
    if not sits_on_council(user):
        return None
    places = places_of(user)
    recused = Recusal.objects.in_force().filter(member__in=places).values("item")
    sessions = places.values("session")
    items = AgendaItem.objects.filter(session__in=sessions, session__status=CouncilSession.Status.OPEN)
    return Q(pk__in=items.exclude(pk__in=recused).values("nomination"))


@dossier_part(order=5, template="nominations/council/member/dossier_part.html", aside=True)
def seat(nomination, user) -> dict | None:
    """The way back to the session, and on to scoring, for those who sit on it."""
    if not sits_on_council(user):
        return None
    place = places_of(user).filter(session__agenda__nomination=nomination).first()
    if place is None:
        return None
    found = seat_of(place, user)
    card = next(card for card in found.cards if card.item.nomination_id == nomination.pk)
    number = found.cards.index(card)
    return {
        "seat": found,
        "card": card,
        "previous": neighbour(found.cards[:number][::-1]),
        "next": neighbour(found.cards[number + 1 :]),
        "agenda_url": reverse("council:agenda", args=[place.session_id]),
    }


def neighbour(cards):
    """The nearest nomination that is open to the member."""
    return next((card.item for card in cards if not card.recusal), None)


@dossier_part(order=50, template="nominations/council/session/dossier_part.html", aside=True)
def before_the_council(nomination, user) -> dict | None:
    """What the council made of the nomination, once a ballot is closed; for those who may read every dossier."""
    if not may_read_dossiers(user):
        return None
    appearances = appearances_of(nomination)
    return {"appearances": appearances} if appearances else None
