"""What those who make up the council meet first: their seats, or the sessions that they run."""

from wagtail.admin.ui.components import Component

from ..dossiers.models import NominationPage
from ..stages import Stage
from .models import AgendaItem, CouncilSession
from .seats import Seat
from .views.secretary import sessions_with_numbers, state_of


class SeatPanel(Component):
    """On the dashboard: every session that is open to this person, with the one thing to do next."""

    name = "council_seats"
    template_name = "nominations/council/member/panel.html"
    order = 50

    def __init__(self, seats: list[Seat], *, is_alone: bool):
        """``is_alone``: the person has no other work here, and no pages to search."""
        self.seats, self.is_alone = seats, is_alone

    def get_context_data(self, parent_context):
        return {"seats": self.seats, "is_alone": self.is_alone}


class SessionsPanel(Component):
    """On the secretary's dashboard: the sessions that are not over, and how many nominations have none yet."""

    name = "council_sessions"
    template_name = "nominations/council/session/panel.html"
    order = 60

    def get_context_data(self, parent_context):
        unfinished = sessions_with_numbers().exclude(status=CouncilSession.Status.CONCLUDED)
        placed = AgendaItem.objects.exclude(session__status=CouncilSession.Status.CONCLUDED)
        waiting = NominationPage.objects.filter(stage=Stage.COUNCIL)
        return {
            "rows": [(session, state_of(session)) for session in unfinished],
            "waiting": waiting.exclude(pk__in=placed.values("nomination")).count(),
        }
