"""Why an action did not happen, each with words for the person who asked for it."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """An action that the rules do not allow now; nothing was changed. ``message`` is for the person."""

    message = _("This is not possible now.")

    def __init__(self, message=None):
        self.message = message or self.message
        super().__init__(str(self.message))


class Conflict(Refused):
    message = _("Somebody else has changed this nomination since you opened it. Nothing was overwritten.")


class NotEditable(Refused):
    message = _("This nomination has been handed in, so it can only be read until it is returned.")


class ClosedPlace(NotEditable):
    """A change of a returned nomination where nobody asked for one."""

    message = _("Only what the reviewers asked to be mended can be changed. The rest stays as it was.")


class NeedsEndorsement(Refused):
    message = _("In this campaign the head of your unit submits. Ask for the head's endorsement.")


class OutsideWindow(Refused):
    """The campaign takes no nominations now; ``closes_at`` and ``opens_at`` are aware datetimes."""

    def __init__(self, message, *, opens_at, closes_at):
        self.opens_at, self.closes_at = opens_at, closes_at
        super().__init__(message)


class AllocationFull(Refused):
    message = _("Your unit has already submitted as many nominations as it was allocated.")


class Incomplete(Refused):
    """Something required is missing; ``missing`` lists it, each with its step and field."""

    message = _("Something is still missing.")

    def __init__(self, missing):
        self.missing = missing
        super().__init__()


class FileRefused(Refused):
    """A file that was not stored; ``message`` says why, naming the file."""


class SeatTaken(Refused):
    message = _("No seat is left in this field. Another nomination has taken the last one.")


class StaleStep(PermissionDenied):
    """The step is no longer the nomination's current one: somebody acted on it first, or the case changed."""
