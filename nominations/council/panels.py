"""What a member of the council meets first: the ballot that waits, and the dossiers of the session."""

from wagtail.admin.ui.components import Component

from .seats import Seat


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
