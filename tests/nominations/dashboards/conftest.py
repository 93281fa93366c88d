"""A campaign with nominations at several stages, and the reviewers' browser on its dashboard."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from nominations.models import CampaignPage
from nominations.stages import Stage
from tests import factories


@pytest.fixture
def published():
    """Make a campaign that its screener has published."""

    def publish(**more) -> CampaignPage:
        page = factories.campaign(**more)
        page.save_revision().publish()
        return CampaignPage.objects.get(pk=page.pk)

    return publish


@pytest.fixture
def full(published):
    """Two fields, three units: one files two, one files one, one is silent."""
    fields = [factories.field(), factories.field()]
    busy, calm, mute = (factories.unit() for _ in range(3))
    campaign = published(quotas={fields[0]: 2, fields[1]: 1}, allocations={busy: 1, calm: 4})
    officer = factories.officer(busy)
    nominations = [
        factories.nomination(Stage.SUBMITTED, campaign=campaign, by=officer, field=fields[0]),
        factories.nomination(Stage.APPROVED, campaign=campaign, by=factories.officer(calm), field=fields[1]),
    ]
    factories.nomination(Stage.DRAFT, campaign=campaign, by=officer, field=fields[0])
    chased = factories.officer(mute, first_name="Thị Hà", last_name="Lê")
    return SimpleNamespace(
        campaign=campaign,
        fields=fields,
        busy=busy,
        calm=calm,
        mute=mute,
        nominations=nominations,
        chased=chased,
    )


@pytest.fixture
def dashboard(client):
    """Open a campaign's dashboard; answer the tables by key."""

    def open_it(campaign):
        response = client.get(reverse("dashboards:campaign", args=[campaign.pk]))
        context = response.context
        return {table.key: table for table in (*context["course"], *context["people"])}

    return open_it
