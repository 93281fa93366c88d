"""What identifies or locates a person stays covered in the dossier until somebody asks for it, and is logged.

Members of the council never see these fields: they do not need them.
"""

from .entries import Entries
from .models import Candidate
from .permissions import may_read_dossiers

SENSITIVE = ("identity_number", "phone", "email", "home_place", "residence")
#: Logged of a nomination, and no part of its history: somebody looked.
LOOKS = ("nominations.reveal", "nominations.open_evidence", "nominations.open_letter")

PLACES = {f"candidate.{name}": name for name in SENSITIVE}


def cover(entries: Entries, candidate: Candidate, user, uncovered: tuple[str, ...] = ()) -> None:
    """Cover the sensitive entries of a dossier but those ``uncovered``; leave them out for the council."""
    if not may_read_dossiers(user):
        entries.record[:] = [entry for entry in entries.record if entry.place not in PLACES]
    for entry in entries.record:
        if name := PLACES.get(entry.place):
            value = getattr(candidate, name) or ""
            entry.covers = name if value and name not in uncovered else ""
            entry.text = hint(name, value) if entry.covers else value


def hint(name: str, value: str) -> str:
    """What shows of a covered field: the end of an identity number, so that two papers can be compared."""
    return f"••• {value[-3:]}" if name == "identity_number" else "•••"
