"""Which nominations a unit may carry into a later campaign, and into which."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from ..campaigns.models import CampaignPage
from ..campaigns.rules import Window, window
from ..dossiers.models import NominationPage
from ..stages import UNSUCCESSFUL, Stage


def may_be_carried(nomination: NominationPage, now: datetime) -> bool:
    """Say whether a nomination came to nothing; a reserve has not before its campaign is closed."""
    if nomination.stage == Stage.RESERVE:
        campaign = nomination.campaign
        return window(campaign.opens_at, campaign.closes_at, now) is Window.CLOSED
    return nomination.stage in UNSUCCESSFUL


def targets_of(
    nomination: NominationPage, campaigns: Iterable[CampaignPage], now: datetime
) -> list[CampaignPage]:
    """The open campaigns, among these, into which a nomination may be carried: those that opened later."""
    if not may_be_carried(nomination, now):
        return []
    return [campaign for campaign in campaigns if campaign.opens_at > nomination.campaign.opens_at]


def open_campaigns_at(now: datetime) -> list[CampaignPage]:
    return list(CampaignPage.objects.open_at(now))


def carried_into(nominations: Iterable[NominationPage]) -> dict[int, dict[int, NominationPage]]:
    """By nomination and campaign, the drafts that were made of these; one query however many."""
    found: dict[int, dict[int, NominationPage]] = defaultdict(dict)
    keys = [nomination.pk for nomination in nominations]
    rows = NominationPage.objects.filter(carried_from__in=keys).defer("case").order_by("pk")
    for row in rows:
        found[row.carried_from_id][row.campaign_id] = row
    return found
