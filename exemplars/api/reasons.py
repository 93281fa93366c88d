"""Why a parameter was refused, in words for people; pydantic speaks English to programmers only."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

#: By pydantic's kind of error; the numbers come from its context.
REASONS = {
    "missing": _("This is missing."),
    "int_parsing": _("This must be a whole number."),
    "int_parsing_size": _("This number is too large."),
    "int_from_float": _("This must be a whole number."),
    "bool_parsing": _("This must be true or false."),
    "greater_than_equal": _("This must be %(ge)s or more."),
    "less_than_equal": _("This must be %(le)s or less."),
    "literal_error": _("This must be one of: %(expected)s."),
    "string_too_long": ngettext_lazy(
        "This may have %(max_length)s character.", "This may have %(max_length)s characters.", "max_length"
    ),
    "too_long": ngettext_lazy(
        "This may have %(max_length)s value.", "This may have %(max_length)s values.", "max_length"
    ),
    "date_from_datetime_parsing": _("This must be a date, like 2023-06-11."),
    "date_parsing": _("This must be a date, like 2023-06-11."),
}
NO_SUCH_PARAMETER = _("There is no such parameter.")
GIVEN_TWICE = _("This may be given once only.")
NO_TEXT = _("This is no text in UTF-8 without control characters.")
NO_CURSOR = _("This is no cursor of ours: take it from “next” or “previous”.")
CURSOR_OF_ANOTHER = _("This cursor belongs to another question: begin again without a cursor.")
NOT_VALID = _("This value is not valid.")


def reason_of(entry: dict) -> str:
    """Say in words what pydantic found, as in ``{"type": "greater_than_equal", "ctx": {"ge": 1}}``."""
    context = entry.get("ctx") or {}
    reason = REASONS.get(entry["type"], NOT_VALID)
    return reason % {name: plain(value) for name, value in context.items()}


def plain(value):
    """A list of choices without the marks of a programming language."""
    return value.replace("'", "").replace(" or ", ", ") if isinstance(value, str) else value
