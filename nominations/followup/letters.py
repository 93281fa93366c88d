"""The letters that one typed message becomes: one to each person of each unit, in that person's language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from exemplars.models import Unit

from ..campaigns.models import CampaignPage
from ..dossiers.actions import moment_text
from ..mail.people import preferred_language
from .board import Contact, contacts_by_unit, stages_by_unit
from .models import Abstention
from .rules import filled, standing_of


@dataclass(frozen=True)
class Letter:
    person: object
    subject: str
    body: str


def letters_to(
    campaign: CampaignPage, units: Sequence[Unit], *, subject: str, body: str, now: datetime
) -> Iterator[tuple[Unit, list[Letter], str]]:
    """Give each unit with the letters to its people, and where it stands; a constant number of queries."""
    stages, contacts = stages_by_unit(campaign), contacts_by_unit(units)
    silent = set(Abstention.objects.filter(campaign=campaign).values_list("unit_id", flat=True))
    allowed = {allocation.unit_id: allocation.seats for allocation in campaign.allocations.all()}
    for unit in units:
        counts = stages.get(unit.pk, {})
        standing = standing_of(counts, abstains=unit.pk in silent)
        particulars = {"drafts": counts.get("draft", 0), "allowed": allowed.get(unit.pk)}
        letters = [
            letter_to(contact, unit, campaign, subject=subject, body=body, now=now, **particulars)
            for contact in contacts.get(unit.pk, [])
            if contact.can_be_mailed
        ]
        yield unit, letters, standing


def letter_to(
    contact: Contact, unit, campaign, *, subject, body, now, drafts: int, allowed: int | None
) -> Letter:
    """Fill one letter in its reader's language."""
    with translation.override(preferred_language(contact.person)):
        values = {
            "ten_don_vi": unit.name,
            "nguoi_nhan": contact.name,
            "dot_xet_chon": campaign.title,
            "han_nop": moment_text(campaign.closes_at),
            "con_lai": time_left(campaign.closes_at, now),
            "chi_tieu": _("no limit") if allowed is None else str(allowed),
            "so_ban_nhap": str(drafts),
        }
        return Letter(contact.person, " ".join(filled(subject, values).split()), filled(body, values))


def time_left(closes_at: datetime, now: datetime) -> str:
    """Say how long is left, in the largest unit that is at least one: days, hours, minutes.

    >>> from datetime import UTC, timedelta
    >>> noon = datetime(2026, 5, 4, 12, tzinfo=UTC)
    >>> time_left(noon + timedelta(minutes=90), noon)
    '1 hour'
    """
    minutes = int((closes_at - now).total_seconds() // 60)
    if minutes < 1:
        return _("no time")
    if minutes < 60:
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    if minutes < 60 * 24:
        return ngettext("%(number)d hour", "%(number)d hours", minutes // 60) % {"number": minutes // 60}
    days = minutes // 60 // 24
    return ngettext("%(number)d day", "%(number)d days", days) % {"number": days}
