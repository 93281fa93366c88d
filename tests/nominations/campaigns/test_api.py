"""Campaigns in the public API: what their pages say, and nothing of what was filed in them."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from nominations.models import CampaignPage, Criterion, LegalBasis, Milestone
from nominations.stages import Stage
from tests import factories

LIST = "/api/v1/campaigns"


def full_campaign(**more):
    """A campaign with every part that its page shows."""
    field = factories.field()
    page = factories.campaign(quotas={field: 3}, allocations={factories.unit(): 2}, **more)
    page.intro = '<p onclick="x()">Kế hoạch.</p>'
    page.milestones = [Milestone(kind="council", label="Họp Hội đồng", on=timezone.localdate())]
    page.criteria = [Criterion(title="Hiệu quả", description="Đo được.", weight=60)]
    page.legal_bases = [LegalBasis(text="Luật Thi đua, khen thưởng 2022", url="https://example.vn/luat")]
    page.save()
    return page, field


def codes(response) -> list[str]:
    return [row["code"] for row in response.json()["results"]]


def test_a_campaign_says_what_its_page_says(portal, client):
    page, field = full_campaign(code="DHTT", year=2026)

    row = client.get(f"{LIST}/{page.pk}").json()

    assert {name: row.pop(name) for name in ("opens_at", "closes_at")}
    assert row == {
        "id": page.pk,
        "slug": page.slug,
        "locale": "vi",
        "url": page.full_url,
        "api_url": f"http://testserver{LIST}/{page.pk}",
        "title": page.title,
        "code": "DHTT",
        "year": 2026,
        "state": "open",
        "intro": "<p>Kế hoạch.</p>",
        "form_code": "",
        "consultation_days": 0,
        "calendar": [{"kind": "council", "label": "Họp Hội đồng", "on": timezone.localdate().isoformat()}],
        "criteria": [{"title": "Hiệu quả", "description": "Đo được.", "weight": 60}],
        "quotas": [
            {
                "field": {"code": field.code, "name": {"vi": field.name_vi, "en": field.name_en}},
                "seats": 3,
                "reserves": 0,
            }
        ],
        "legal_bases": [{"text": "Luật Thi đua, khen thưởng 2022", "url": "https://example.vn/luat"}],
    }
    assert client.get(LIST).json()["results"] == [client.get(f"{LIST}/{page.pk}").json()]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_at_any_length(portal, client, count, django_assert_num_queries):
    for number in range(count):
        full_campaign(code=f"A{number}")
    client.get(LIST)

    with django_assert_num_queries(6):
        assert len(client.get(LIST).json()["results"]) == count


def test_campaigns_are_found_by_year_and_state(portal, client):
    now = timezone.now()
    factories.campaign(code="OPEN", year=2026)
    factories.campaign(
        code="LATER", year=2027, opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=9)
    )
    factories.close(factories.campaign(code="OVER", year=2025))

    assert codes(client.get(LIST)) == ["LATER", "OPEN", "OVER"]
    for state, code in (("open", "OPEN"), ("upcoming", "LATER"), ("closed", "OVER")):
        assert codes(client.get(LIST, {"state": state})) == [code]
        assert client.get(LIST, {"state": state}).json()["results"][0]["state"] == state
    assert codes(client.get(LIST, {"year": 2025})) == ["OVER"]
    assert client.get(LIST, {"state": "over"}).status_code == 422


def test_what_is_not_public_is_not_there(portal, client):
    draft = factories.campaign(live=False)
    behind_a_door = factories.campaign()
    PageViewRestriction.objects.create(page=behind_a_door, restriction_type="login")

    assert client.get(LIST).json()["results"] == []
    assert [client.get(f"{LIST}/{page.pk}").status_code for page in (draft, behind_a_door)] == [404, 404]


def test_nothing_that_was_filed_is_named(portal, client):
    nomination = factories.nomination(Stage.SUBMITTED)
    campaign = CampaignPage.objects.get(pk=nomination.campaign_id)

    text = client.get(LIST).content.decode() + client.get(f"{LIST}/{campaign.pk}").content.decode()

    assert nomination.candidate.name not in text
    assert nomination.reference not in text
    assert client.get(f"{LIST}/{nomination.pk}").status_code == 404


def test_fields_are_chosen_by_name(portal, client):
    factories.campaign()

    assert [set(row) for row in client.get(LIST, {"fields": "title,state"}).json()["results"]] == [
        {"id", "title", "state"}
    ]
    assert client.get(LIST, {"fields": "allocations"}).status_code == 422
