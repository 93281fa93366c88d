"""Every change of a roster and of the people on it."""

from .arriving import check_in, take_back_arrival
from .forgetting import forget_rosters
from .inviting import answer_invitation, invite, record_answer, remind, renew_link
from .people import (
    add_from_page,
    add_person,
    add_recognised,
    change_person,
    honour_for_digital,
    remove_person,
)
from .rosters import change_roster, open_roster

__all__ = [
    "add_from_page",
    "add_person",
    "add_recognised",
    "answer_invitation",
    "change_person",
    "change_roster",
    "check_in",
    "forget_rosters",
    "honour_for_digital",
    "invite",
    "open_roster",
    "record_answer",
    "remind",
    "remove_person",
    "renew_link",
    "take_back_arrival",
]
