"""What one reminder says to one unit, before it is a mail to each of its people."""

from dataclasses import dataclass

from exemplars.models import Unit

from ..campaigns.models import CampaignPage
from .rules import Reminder


@dataclass(frozen=True)
class Note:
    """A reminder to a unit: ``about`` names in a key what it is about, ``kind`` is the kind of its mail."""

    reminder: Reminder
    kind: str
    about: str
    batch: str
    unit: Unit
    campaign: CampaignPage
    context: dict
    nomination: object = None

    @property
    def template(self) -> str:
        return f"remind_{self.reminder.occasion}"
