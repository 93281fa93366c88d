"""Mail about screening; it names no candidate."""

from ..dossiers.models import NominationPage
from ..dossiers.notices import tell_unit


def ruled_out(nomination: NominationPage) -> int:
    return tell_unit(nomination, "ruled_out", kind="decision")
