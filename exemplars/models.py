"""The public side's models, gathered from its rooms."""

from .conferences.models import ConferenceDelegate, ConferenceIndexPage, ConferencePage, ProgrammeItem
from .profiles.models import Approval, ExemplarIndexPage, ExemplarPage
from .vocabulary.models import Bloc, Field, Unit

__all__ = [
    "Approval",
    "Bloc",
    "ConferenceDelegate",
    "ConferenceIndexPage",
    "ConferencePage",
    "ExemplarIndexPage",
    "ExemplarPage",
    "Field",
    "ProgrammeItem",
    "Unit",
]
