"""Every change of a letter of support."""

from .asking import ask_again, ask_referee, cancel_request
from .reminding import remind_referees
from .writing import decline_letter, note_opening, takes_letter, write_letter

__all__ = [
    "ask_again",
    "ask_referee",
    "cancel_request",
    "decline_letter",
    "note_opening",
    "remind_referees",
    "takes_letter",
    "write_letter",
]
