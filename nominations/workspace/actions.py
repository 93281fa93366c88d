"""Carrying an unsuccessful nomination into a later campaign."""

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..campaigns.actions import lock_campaign
from ..campaigns.models import CampaignPage
from ..dossiers.actions import create_nomination, editing, keep, lock, require_member
from ..dossiers.models import Achievement, Candidate, EarlierAward, NominationPage
from ..refusals import Refused
from .carrying import may_be_carried

#: The same nomination and the same campaign give the same key, so that a second press makes no second draft.
CARRIED = UUID("6f1d3f0e-0f0a-5b8e-9f53-5f2f3a2f7c11")
OF_THE_CASE = ("summary", "case", "without_awards")
OF_AN_ACHIEVEMENT = ("title", "period", "detail", "result", "sort_order")
OF_AN_AWARD = ("year", "name", "decision_number", "decision_date", "issuer", "sort_order")


@transaction.atomic
def carry_nomination(
    *, nomination: NominationPage, campaign: CampaignPage, user, arrived_at: datetime | None = None
) -> NominationPage:
    """Open a draft in a later campaign with what was written: the person, the case, achievements, awards.

    Evidence is not copied, for it must be up to date, and consents are asked anew: they were given for
    another campaign. Carrying twice into one campaign answers with the draft made first. Raises Refused
    where the nomination was not unsuccessful, or the campaign is not a later one that is open.
    """
    campaign = lock_campaign(campaign)
    require_member(user, nomination.unit)
    nomination = lock(nomination)
    if made := nomination.carried_into.filter(campaign=campaign).first():
        return made
    moment = arrived_at or timezone.now()
    if not may_be_carried(nomination, moment) or campaign.opens_at <= nomination.campaign.opens_at:
        raise Refused(_("This nomination cannot be carried over into this campaign."))
    made = create_nomination(
        campaign=campaign,
        unit=nomination.unit,
        user=user,
        name=nomination.candidate.name,
        field=nomination.field if campaign.quotas.filter(field=nomination.field_id).exists() else None,
        request_key=uuid5(CARRIED, f"{nomination.pk}/{campaign.pk}"),
        arrived_at=moment,
    )
    NominationPage.objects.filter(pk=made.pk).update(carried_from=nomination)
    copy_candidate(nomination.candidate, made.candidate)
    copy_case(nomination, made, user=user)
    log(made, "nominations.carry", user=user, data={"from": nomination.reference})
    return NominationPage.objects.get(pk=made.pk)


def copy_candidate(old: Candidate, new: Candidate) -> None:
    """Copy the record into a row of its own: what is corrected in one campaign leaves the other as it was."""
    for column in Candidate._meta.concrete_fields:
        if not column.primary_key:
            setattr(new, column.attname, getattr(old, column.attname))
    new.save()


def copy_case(old: NominationPage, new: NominationPage, *, user) -> None:
    """Copy the text that was handed in last, with its lists."""
    written = old.get_latest_revision_as_object()
    with editing(nomination=new, user=user, base_revision=None) as page:
        for name in OF_THE_CASE:
            setattr(page, name, getattr(written, name))
        page.achievements = [
            Achievement(**{name: getattr(row, name) for name in OF_AN_ACHIEVEMENT})
            for row in written.achievements.all()
        ]
        page.awards = [
            EarlierAward(**{name: getattr(row, name) for name in OF_AN_AWARD}) for row in written.awards.all()
        ]
        keep(page, user=user)
