"""Making a shortlist public."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ...campaigns.actions import lock_campaign
from ...campaigns.models import CampaignPage
from ...campaigns.working_days import is_working_day, working_days_between
from ...doors import takes_part
from ...dossiers.models import Consent, NominationPage, consents_in_force
from ...membership.models import units_of
from ...refusals import Conflict, Refused
from ...roles import SCREEN
from ...stages import Stage
from ..models import Consultation, ConsultationEntry
from ..rules import closing_day
from .ending import end_on_time

LONGEST = timedelta(days=365)


@dataclass(frozen=True)
class Shortlist:
    """What becomes public when the list is published, word for word."""

    campaign: CampaignPage
    entries: tuple[ConsultationEntry, ...]

    @property
    def fingerprint(self) -> str:
        """Names this very content, so that what was previewed is what is published."""
        rows = [(e.nomination_id, e.name, e.unit_id, e.field_id, e.position, e.summary) for e in self.entries]
        return sha256(repr(rows).encode()).hexdigest()


def may_publish(user) -> bool:
    """Say whether publishing lists and sorting comments is this person's work."""
    return takes_part(user, SCREEN)


def shortlist_of(campaign: CampaignPage) -> Shortlist:
    """Gather what would become public now: every nomination at this step that is on no other running list."""
    waiting = (
        NominationPage.objects.filter(campaign=campaign, stage=Stage.CONSULTATION)
        .exclude(pk__in=ConsultationEntry.objects.waiting().values("nomination"))
        .select_related("candidate", "unit", "field")
        .prefetch_related("consents")
    )
    entries = [public_entry(campaign, nomination) for nomination in waiting]
    entries.sort(key=lambda entry: (entry.field.sort_order, entry.field_id, entry.sort_name))
    return Shortlist(campaign, tuple(entries))


def public_entry(campaign: CampaignPage, nomination: NominationPage) -> ConsultationEntry:
    """Copy what the campaign declares public; a summary only of those who agreed to a public story."""
    candidate = nomination.candidate
    story = consents_in_force(nomination).get(Consent.Purpose.STORY, False)
    return ConsultationEntry(
        nomination=nomination,
        name=candidate.name,
        sort_name=candidate.sort_name,
        unit=nomination.unit,
        field=nomination.field,
        position=candidate.position if campaign.shows_position else "",
        summary=nomination.summary if campaign.shows_summary and story else "",
    )


@transaction.atomic
def publish_consultation(
    *,
    campaign: CampaignPage,
    user,
    receiving_unit: str,
    receiving_address: str,
    fingerprint: str,
    closes_on: date | None = None,
) -> Consultation:
    """Publish the shortlist of a campaign for its working days; each nomination then goes on by itself.

    ``fingerprint`` is that of the list which the person has read: Conflict where it has changed since.
    Publishing the same list twice answers with the first time.
    """
    if not may_publish(user):
        raise PermissionDenied
    campaign = lock_campaign(campaign)
    if made := campaign.consultations.running().filter(sha256=fingerprint).first():
        return made
    lock_waiting(campaign)
    shortlist = shortlist_of(campaign)
    require_publishable(shortlist, user)
    if shortlist.fingerprint != fingerprint:
        raise Conflict(_("The list has changed since you opened it. Nothing was published; read it again."))
    consultation = Consultation(
        campaign=campaign,
        opens_on=timezone.localdate(),
        closes_on=closes_on or earliest_closing_day(campaign),
        receiving_unit=receiving_unit,
        receiving_address=receiving_address,
        sha256=fingerprint,
        published_by=user,
    )
    if obstacle := obstacle_to_day(campaign, consultation.closes_on):
        raise Refused(obstacle)
    store(consultation, shortlist)
    end_on_time(consultation)
    return consultation


def store(consultation: Consultation, shortlist: Shortlist) -> None:
    """Write the list and everybody on it, and the log entry."""
    consultation.save()
    for entry in shortlist.entries:
        entry.consultation = consultation
    ConsultationEntry.objects.bulk_create(shortlist.entries)
    data = {"people": len(shortlist.entries), "closes_on": consultation.closes_on.isoformat()}
    log(consultation, "nominations.publish_consultation", user=consultation.published_by, data=data)


def earliest_closing_day(campaign: CampaignPage) -> date:
    """Return the first day on which a list published today may close."""
    return closing_day(timezone.localdate(), campaign.consultation_days)


def lock_waiting(campaign: CampaignPage) -> None:
    """Hold every nomination at this step where it stands, until the list is public."""
    waiting = NominationPage.objects.filter(campaign=campaign, stage=Stage.CONSULTATION).order_by("pk")
    list(waiting.select_for_update(of=("self",), no_key=True).values_list("pk"))


def require_publishable(shortlist: Shortlist, user) -> None:
    """Refuse an empty list, a campaign without consultation, and a list that concerns the person's own unit."""
    if not shortlist.campaign.live:
        raise Refused(_("The campaign is not public yet, so its shortlist cannot be either."))
    if not shortlist.campaign.consultation_days:
        raise Refused(_("This campaign has no days for public consultation. Set them in the campaign first."))
    if not shortlist.entries:
        raise Refused(_("No nomination waits for publication."))
    if obstacle := own_interest(shortlist, user):
        raise Refused(obstacle)


def own_interest(shortlist: Shortlist, user) -> str:
    """Say what binds the person to somebody on the list; empty where nothing does."""
    units = {unit.pk for unit in units_of(user)}
    if any(
        entry.unit_id in units or entry.nomination.submitted_by_id == user.pk for entry in shortlist.entries
    ):
        return _("Somebody of your own unit is on this list, so somebody else must publish it.")
    return ""


def obstacle_to_day(campaign: CampaignPage, closes_on: date) -> str:
    """Say why a list published today may not close on this day; empty where it may.

    The day leaves as many working days as the campaign promises, and is one itself.
    """
    opens_on, days = timezone.localdate(), campaign.consultation_days or 0
    if working_days_between(opens_on, closes_on) < days:
        earliest = earliest_closing_day(campaign).strftime("%d/%m/%Y")
        return _("The list must stand open for %(days)d working days: until %(day)s at the earliest.") % {
            "days": days,
            "day": earliest,
        }
    if not is_working_day(closes_on):
        return _("The last day must be a working day.")
    if closes_on - opens_on > LONGEST:
        return _("The last day must lie within a year.")
    return ""
