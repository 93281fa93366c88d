"""Every change of a mail but those that its delivery writes down."""

from .bouncing import clear_address, record_bounce
from .choosing import choose_kinds, choose_language
from .forgetting import forget_mail
from .handling import HANDLINGS, handle_mail
from .writing import write_text, write_to, write_to_address

__all__ = [
    "HANDLINGS",
    "choose_kinds",
    "choose_language",
    "clear_address",
    "forget_mail",
    "handle_mail",
    "record_bounce",
    "write_text",
    "write_to",
    "write_to_address",
]
