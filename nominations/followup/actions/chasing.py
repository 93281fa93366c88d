"""Reminding units: one letter to each of their people, in the outbox for a while, and a row that says so."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from exemplars.models import Unit

from ...campaigns.models import CampaignPage
from ...mail.actions import write_text
from ...refusals import Refused
from ..letters import Letter, letters_to
from ..models import Chase
from ..permissions import may_chase
from ..rules import unknown_placeholders

KIND = "chase"
#: How long a reminder lies in the outbox, where it can be held.
HOLD = timedelta(minutes=2)


class BadPlaceholders(Refused):
    """A text that asks for what nobody can fill in; nothing was written."""


@dataclass
class Outcome:
    """What came of a mass reminder: the units that were written to, and those that have no address."""

    leaves_at: datetime
    chased: list[Chase] = field(default_factory=list)
    unreachable: list[Unit] = field(default_factory=list)

    @property
    def letters(self) -> int:
        return sum(chase.letters for chase in self.chased)


def require_fillable(*texts: str) -> None:
    """Refuse a text that asks for what no letter has."""
    unknown = [name for text in texts for name in unknown_placeholders(text)]
    if unknown:
        raise BadPlaceholders(
            _("Nobody can fill in: %(names)s.") % {"names": ", ".join(dict.fromkeys(unknown))}
        )


@transaction.atomic
def chase_units(
    *, campaign: CampaignPage, units: Sequence[Unit], subject: str, body: str, user, batch: uuid.UUID
) -> Outcome:
    """Put a reminder to each person of these units into the outbox; the same ``batch`` twice is one reminder.

    Raises BadPlaceholders, or PermissionDenied. A unit of which nobody can be reached is left out and named.
    """
    if not may_chase(user):
        raise PermissionDenied
    require_fillable(subject, body)
    now = timezone.now()
    outcome = Outcome(leaves_at=now + HOLD)
    known = {chase.unit_id: chase for chase in Chase.objects.filter(batch=batch, campaign=campaign)}
    for unit, letters, standing in letters_to(campaign, units, subject=subject, body=body, now=now):
        if unit.pk in known:
            outcome.chased.append(known[unit.pk])
            outcome.leaves_at = known[unit.pk].leaves_at
            continue
        written = sum(post(letter, campaign, unit, batch, outcome.leaves_at) for letter in letters)
        if not written:
            outcome.unreachable.append(unit)
            continue
        outcome.chased.append(
            Chase.objects.create(
                campaign=campaign,
                unit=unit,
                batch=batch,
                standing=standing,
                subject=subject[:200],
                body=body,
                letters=written,
                chased_by=user,
                chased_at=now,
                leaves_at=outcome.leaves_at,
            )
        )
    if fresh := [chase for chase in outcome.chased if chase.unit_id not in known]:
        data = {"batch": str(batch), "units": len(fresh), "letters": sum(chase.letters for chase in fresh)}
        log(campaign, "nominations.units_chased", user=user, data=data)
    return outcome


def post(letter: Letter, campaign, unit, batch, leaves_at) -> bool:
    """Put one letter into the outbox; say whether there is one."""
    message = write_text(
        letter.person,
        subject=letter.subject,
        body=letter.body,
        kind=KIND,
        key=f"chase:{batch}:{unit.pk}:{letter.person.pk}",
        campaign=campaign,
        unit=unit,
        batch=f"chase {batch}",
        not_before=leaves_at,
    )
    return message is not None
