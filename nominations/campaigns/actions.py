"""Changes to a campaign that are not an editor's."""

from django.db.models import F

from .models import CampaignPage, ReferenceCounter
from .rules import reference_code


def lock_campaign(campaign: CampaignPage) -> CampaignPage:
    """Lock the campaign's row until the transaction ends and return it as it is now.

    Reads after the lock, with a second query: PostgreSQL answers the locking one with the page's
    columns as they were before it began to wait.
    """
    CampaignPage.objects.select_for_update(of=("self",)).get(pk=campaign.pk)
    return CampaignPage.objects.get(pk=campaign.pk)


def next_reference(campaign: CampaignPage) -> str:
    """Give out the campaign's next reference code; call it with the campaign locked."""
    counter, _ = ReferenceCounter.objects.get_or_create(campaign=campaign)
    ReferenceCounter.objects.filter(pk=counter.pk).update(last_number=F("last_number") + 1)
    counter.refresh_from_db()
    return reference_code(campaign.code, campaign.year, counter.last_number)
