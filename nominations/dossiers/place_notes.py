"""What is said beside a place that bears its former name."""

from django.utils.translation import gettext as _

from ..places.rules import present_of


def place_note(text: str) -> str:
    """Name the present province of a place that is written by a former one; empty where nothing changed.

    The text itself stays as it was typed: a home place is called as it was at the person's birth.
    """
    found = present_of(text or "")
    if found is None:
        return ""
    return _("(%(typed)s is now: %(now)s)") % {"typed": found.typed, "now": _(" or ").join(found.now)}
