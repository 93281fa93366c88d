"""Mail about decisions, without the candidate's name."""

from ..dossiers.models import NominationPage
from ..dossiers.notices import tell_unit


def revoked(nomination: NominationPage) -> int:
    return tell_unit(nomination, "revoked", kind="decision")
