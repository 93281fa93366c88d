"""Reserves: the next one moves up when a seat becomes free, and the rest end when the list is final.

Both are steps of the council, taken by its secretary by the council's own ranking. A leader who let a
reserve through could not sign it: nobody decides on what they let through themselves.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from ...campaigns.actions import lock_campaign
from ...campaigns.models import CampaignPage
from ...council.actions.passing import leave_unselected, select_nomination
from ...council.actions.sessions import require_secretary
from ...dossiers.actions import lock
from ...dossiers.models import NominationPage
from ...refusals import Refused
from ...stages import UNDER_REVIEW, Stage
from ..seats import latest_items, standing_of

#: While one of these is left, a seat may still become free.
UNDECIDED = UNDER_REVIEW - {Stage.RESERVE}


@transaction.atomic
def promote_reserve(*, nomination: NominationPage, user) -> NominationPage:
    """Let the first reserve of a field go on to the leader, because a seat of the field is free.

    A second press finds it done. Refused while no seat is free, or while a reserve before it waits.
    """
    require_secretary(user)
    campaign = lock_campaign(nomination.campaign)
    nomination = lock(nomination)
    if nomination.stage == Stage.ACCEPTED and was_reserve(nomination):
        return nomination
    if nomination.stage != Stage.RESERVE:
        raise Refused(_("This nomination is now: %(stage)s.") % {"stage": nomination.get_stage_display()})
    require_unconcerned(user, nomination)
    number = require_turn(campaign, nomination)
    return select_nomination(nomination=nomination, user=user, data={"reserve": number})


def was_reserve(nomination: NominationPage) -> bool:
    """Say whether the council's latest word on a nomination was to hold it in reserve."""
    item = latest_items(nomination.campaign).get(nomination.pk)
    return item is not None and item.reserve_number is not None


def require_unconcerned(user, nomination: NominationPage) -> None:
    """Refuse whoever belongs to the unit, handed the nomination in, or let it through at an earlier step."""
    if nomination.current_workflow_task.specific.obstacle(user, nomination):
        raise PermissionDenied


def require_turn(campaign: CampaignPage, nomination: NominationPage) -> int:
    """Return the number of a reserve whose turn it is; call it with the campaign locked."""
    standing = standing_of(campaign, nomination.field_id)
    if standing is None or not standing.seats.free:
        raise Refused(_("No seat is free in this field."))
    turn = next((one for one in standing.turns if one.nomination == nomination.pk), None)
    if turn is None:
        first = NominationPage.objects.only("title").get(pk=standing.turns[0].nomination)
        raise Refused(
            _("Reserve no. %(number)d, %(code)s, comes first.")
            % {"number": standing.turns[0].number, "code": first.reference}
        )
    return turn.number


@transaction.atomic
def close_reserves(*, campaign: CampaignPage, user) -> list[NominationPage]:
    """End the review of all reserves that are left once the list is final; their units are told.

    A second press finds none left. Refused while somebody still waits for the council or the leader, for
    then a seat may become free; and where a reserve comes from the person's own unit.
    """
    require_secretary(user)
    campaign = lock_campaign(campaign)
    reserves = list(campaign.nominations.filter(stage=Stage.RESERVE).order_by("pk"))
    if not reserves:
        return []
    require_final(campaign)
    require_none_of_own(user, reserves)
    items = latest_items(campaign)
    for nomination in reserves:
        leave_unselected(
            nomination=nomination, user=user, data={"reserve": items[nomination.pk].reserve_number}
        )
    log(campaign, "nominations.close_reserves", user=user, data={"nominations": len(reserves)})
    return reserves


def require_final(campaign: CampaignPage) -> None:
    waiting = campaign.nominations.filter(stage__in=UNDECIDED).count()
    if waiting:
        raise Refused(
            ngettext(
                "%(count)d nomination is still under review, so a seat may become free.",
                "%(count)d nominations are still under review, so a seat may become free.",
                waiting,
            )
            % {"count": waiting}
        )


def require_none_of_own(user, reserves: list[NominationPage]) -> None:
    own = [n.reference for n in reserves if n.current_workflow_task.specific.obstacle(user, n)]
    if own:
        raise Refused(
            _("Somebody else must do this: you have a part in %(codes)s.") % {"codes": ", ".join(own)}
        )
