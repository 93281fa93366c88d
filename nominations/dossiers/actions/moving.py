"""What every change of a nomination begins with: the lock, whose it is, when it may be, and the move."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from exemplars.models import Unit

from ...campaigns.models import CampaignPage
from ...campaigns.rules import Window, window
from ...membership.models import units_of
from ...refusals import OutsideWindow, Refused
from ...stages import ImpossibleMove, Move, after
from ..events import nomination_moved
from ..models import NominationPage


def lock(nomination: NominationPage) -> NominationPage:
    """Lock the nomination's row until the transaction ends and return it as it is now.

    Reads after the lock, with a second query: PostgreSQL answers the locking one with the page's
    columns, the latest revision among them, as they were before it began to wait.
    """
    NominationPage.objects.select_for_update(of=("self",), no_key=True).get(pk=nomination.pk)
    return NominationPage.objects.get(pk=nomination.pk)


def move_to(nomination: NominationPage, move: Move, *, user, data: dict | None = None) -> None:
    """Write the stage to which ``move`` leads, and the log entry; call it with the nomination locked.

    Raises Refused where the nomination does not stand where this move begins.
    """
    try:
        stage = after(nomination.stage, move)
    except ImpossibleMove as impossible:
        raise Refused(
            _("This nomination is now: %(stage)s.") % {"stage": nomination.get_stage_display()}
        ) from impossible
    nomination.stage, nomination.stage_since = stage, timezone.now()
    NominationPage.objects.filter(pk=nomination.pk).update(stage=stage, stage_since=nomination.stage_since)
    log(nomination, f"nominations.{move}", user=user, data=data)
    nomination_moved.send(NominationPage, nomination=nomination, move=move, user=user)


def require_member(user, unit: Unit) -> None:
    """Refuse, as if there were nothing, whoever does not file for the unit."""
    if unit.pk not in {own.pk for own in units_of(user)}:
        raise PermissionDenied


def require_open(campaign: CampaignPage, now: datetime) -> None:
    """Refuse outside the campaign's window, naming the moment in Vietnam time."""
    state = window(campaign.opens_at, campaign.closes_at, now)
    if state is Window.OPEN and campaign.live:
        return
    opens, closes = (moment_text(moment) for moment in (campaign.opens_at, campaign.closes_at))
    message = (
        _("Nominations open at %(moment)s.") % {"moment": opens}
        if state is Window.UPCOMING
        else _("Nominations closed at %(moment)s. Your draft is kept.") % {"moment": closes}
    )
    raise OutsideWindow(message, opens_at=campaign.opens_at, closes_at=campaign.closes_at)


def moment_text(moment: datetime) -> str:
    """Write a moment in Vietnam time, as the reader's language does."""
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
