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
    [reference] = next_references(campaign, 1)
    return reference


def next_references(campaign: CampaignPage, count: int) -> list[str]:
    """Give out so many of the campaign's next reference codes, in order; call it with the campaign locked."""
    counter, _ = ReferenceCounter.objects.get_or_create(campaign=campaign)
    ReferenceCounter.objects.filter(pk=counter.pk).update(last_number=F("last_number") + count)
    counter.refresh_from_db()
    numbers = range(counter.last_number - count + 1, counter.last_number + 1)
    return [reference_code(campaign.code, campaign.year, number) for number in numbers]
