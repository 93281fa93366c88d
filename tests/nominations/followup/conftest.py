"""A campaign with a plan, units that stand at every place, and the browsers of their people."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from nominations.models import CampaignPage, Chase, Duty, Membership, Plan
from nominations.stages import Stage
from tests import factories


def published(**more) -> CampaignPage:
    page = factories.campaign(**more)
    page.save_revision().publish()
    return CampaignPage.objects.get(pk=page.pk)


def duty(campaign, lead, *supporting, days: int = 10, **more) -> Duty:
    """An assignment due in so many days."""
    values = {"title": "Mở chuyên mục gương điển hình", "due_on": timezone.localdate() + timedelta(days=days)}
    made = Duty.objects.create(campaign=campaign, lead=lead, **values | more)
    made.supporting.set(supporting)
    return made


@pytest.fixture
def plan(portal):
    """A campaign in which one unit leads an assignment, another supports it, and a third is not named."""
    lead, support, stranger = (factories.unit() for _ in range(3))
    campaign = published()
    Plan.objects.create(campaign=campaign, title="Kế hoạch mẫu", number="12/KH-BTTTT")
    return SimpleNamespace(
        campaign=campaign,
        lead=factories.officer(lead),
        support=factories.officer(support),
        stranger=factories.officer(stranger),
        units=(lead, support, stranger),
        duty=duty(campaign, lead, support, cost=12_500_000, budget_source="Ngân sách nhà nước"),
        screener=factories.screener(),
    )


@pytest.fixture
def full(portal):
    """One unit submitted, one drafts, one is silent, one nominates nobody, one keeps a returned nomination."""
    field = factories.field()
    names = ("submitted", "drafting", "silent", "nobody", "returned")
    officers = {
        name: factories.officer(factories.unit(name_vi=f"Cục {name}", name_en=name)) for name in names
    }
    units = {name: factories.unit_of(officer) for name, officer in officers.items()}
    campaign = published(quotas={field: 3}, allocations={units["submitted"]: 1})
    factories.nomination(Stage.SUBMITTED, campaign=campaign, by=officers["submitted"], field=field)
    factories.draft(campaign=campaign, by=officers["drafting"])
    late = factories.nomination(Stage.RETURNED, campaign=campaign, by=officers["returned"], field=field)
    type(late).objects.filter(pk=late.pk).update(stage_since=timezone.now() - timedelta(days=40))
    from nominations.followup.actions import abstain

    abstain(campaign=campaign, unit=units["nobody"], user=officers["nobody"])
    return SimpleNamespace(
        campaign=campaign, officers=officers, units=units, screener=factories.screener(), field=field
    )


def phone(user, number: str) -> None:
    Membership.objects.filter(user=user).update(phone=number)


def chased(unit, campaign) -> list[Chase]:
    return list(Chase.objects.filter(unit=unit, campaign=campaign))
