"""Every change around a candidate's own word."""

from .answering import answer_consents, reviews_stop
from .opening import Opening, open_link
from .reporting import report_details, settle_report
from .sending import lock_link, send_link

__all__ = [
    "Opening",
    "answer_consents",
    "lock_link",
    "open_link",
    "report_details",
    "reviews_stop",
    "send_link",
    "settle_report",
]
