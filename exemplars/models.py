"""The public side's models, gathered from its rooms."""

from .changes.models import Change, LogEnd, Standing, Touch
from .clips.models import Clip
from .columns.models import ColumnIndexPage, ColumnPage, ColumnPick
from .conferences.models import ConferenceDelegate, ConferenceIndexPage, ConferencePage, ProgrammeItem
from .profiles.models import Approval, EarlierAward, ExemplarIndexPage, ExemplarPage
from .search.models import BookEntry, NameWord
from .vocabulary.models import Bloc, Field, Unit
from .webhooks.models import Attempt, Delivery, Subscriber

__all__ = [
    "Approval",
    "Attempt",
    "Bloc",
    "BookEntry",
    "Change",
    "Clip",
    "ColumnIndexPage",
    "ColumnPage",
    "ColumnPick",
    "ConferenceDelegate",
    "ConferenceIndexPage",
    "ConferencePage",
    "Delivery",
    "EarlierAward",
    "ExemplarIndexPage",
    "ExemplarPage",
    "Field",
    "LogEnd",
    "NameWord",
    "ProgrammeItem",
    "Standing",
    "Subscriber",
    "Touch",
    "Unit",
]
