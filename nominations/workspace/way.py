"""The way that a nomination takes after it was handed in, and what its unit may still hand in."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..dossiers.models import NominationPage
from ..stages import Stage
from .overview import Share, share, submissions

#: At which part of the way each stage stands; what is over stands behind the last.
STANDS = {
    Stage.DRAFT: 0,
    Stage.RETURNED: 0,
    Stage.SUBMITTED: 1,
    Stage.CONSULTATION: 2,
    Stage.COUNCIL: 3,
    Stage.RESERVE: 3,
    Stage.ACCEPTED: 4,
}


@dataclass(frozen=True)
class Part:
    """One part of the way: ``state`` is done, here or empty."""

    title: str
    words: str
    state: str


def way_of(nomination: NominationPage) -> list[Part]:
    """Every part of the way, as far as the campaign has it."""
    days = nomination.campaign.consultation_days
    reading = _("The department reads the dossier. If something is missing, you are told by mail and here.")
    parts = [
        (0, _("Your unit submits"), ""),
        (1, _("Screening"), reading),
        (2, _("Public comment"), ngettext("%d working day", "%d working days", days) % days)
        if days
        else None,
        (3, _("The council votes"), _("By secret ballot.")),
        (4, _("Decision"), _("The ministry's leaders decide.")),
    ]
    here = STANDS.get(Stage(nomination.stage), 5)
    return [
        Part(title, words, "done" if number < here else "here" if number == here else "")
        for number, title, words in filter(None, parts)
    ]


def share_left(nomination: NominationPage, now: datetime) -> Share | None:
    """What the unit may still hand in to the campaign; None once it has closed."""
    campaign, unit = nomination.campaign, nomination.unit
    if not campaign.opens_at <= now < campaign.closes_at:
        return None
    return share(campaign, unit, submissions([campaign], [unit]).get((campaign.pk, unit.pk), 0))
