"""The home page: what is to be done first, in plain words, at a flat cost."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.urls import reverse
from django.utils import translation

from nominations.models import CampaignPage, NominationPage
from nominations.stages import Stage
from nominations.workspace.words import time_left
from tests import factories

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


def home(client):
    return client.get(reverse("workspace:home"))


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(0), "Closed"),
        (timedelta(seconds=59), "Less than a minute left"),
        (timedelta(minutes=1), "1 minute left"),
        (timedelta(minutes=51, seconds=59), "51 minutes left"),
        (timedelta(minutes=60), "1 hour left"),
        (timedelta(hours=47, minutes=59), "47 hours left"),
        (timedelta(days=2), "2 days left"),
    ],
)
def test_time_left_is_never_rounded_up(left, words):
    now = datetime(2026, 4, 28, 16, 9, tzinfo=VIETNAM)

    with translation.override("en"):
        assert time_left(now + left, now) == words


def test_an_open_campaign_shows_time_shares_and_seats(officer, client):
    field, unit = factories.field(), factories.unit_of(officer)
    closes = datetime(2026, 4, 28, 17, 0, tzinfo=VIETNAM)
    with time_machine.travel(closes - timedelta(minutes=51), tick=False):
        campaign = factories.campaign(quotas={field: 2}, allocations={unit: 4}, closes_at=closes)
        factories.nomination(Stage.SUBMITTED, by=officer, campaign=campaign, field=field)
        factories.nomination(Stage.APPROVED, by=officer, campaign=campaign, field=field)
        client.force_login(officer)
        answer = home(client)

    page = answer.content.decode()
    [found] = answer.context["overview"].campaigns
    assert "51 minutes left" in page
    assert "closes 17:00" in page
    assert [(share.allocated, share.submitted, share.possible) for share in found.shares] == [(4, 2, 2)]
    assert found.seats == [(field, 1)]


def test_a_unit_without_an_allocation_has_no_limit(officer, client):
    factories.campaign()

    [found] = home(client).context["overview"].campaigns
    assert [(share.allocated, share.possible) for share in found.shares] == [(None, None)]


def test_returned_comes_first_with_its_reason(officer, client):
    campaign = factories.campaign()
    draft = factories.draft(by=officer, campaign=campaign, name="Người Đang Soạn")
    returned = factories.nomination(Stage.RETURNED, by=officer, campaign=campaign)

    answer = home(client)

    page, found = answer.content.decode(), answer.context["overview"]
    assert [(row.nomination, row.reason) for row in found.returned] == [
        (returned, "Bổ sung số liệu năm 2023.")
    ]
    assert [row.nomination for row in found.drafts] == [draft]
    assert (
        page.index("Bổ sung số liệu năm 2023.") < page.index(campaign.title) < page.index("Người Đang Soạn")
    )


def test_a_draft_says_how_much_is_missing(officer, client):
    campaign = factories.campaign()
    factories.draft(by=officer, campaign=campaign)
    factories.nomination(Stage.DRAFT, by=officer, campaign=campaign)

    found = home(client).context["overview"]
    assert sorted(row.lacking for row in found.drafts) == [0, 20]


@pytest.mark.parametrize(
    ("stage", "place", "words"),
    [
        (Stage.SUBMITTED, "submitted", "The department is reading the dossier."),
        (Stage.ACCEPTED, "submitted", "awaits a decision"),
        (Stage.APPROVED, "past", "Decision no. 0142/QĐ-BTTTT of"),
        (Stage.DECLINED, "past", "Not selected"),
        (Stage.WITHDRAWN, "past", "Withdrawn"),
    ],
)
def test_each_stage_is_said_in_plain_words(officer, client, stage, place, words):
    nomination = factories.nomination(stage, by=officer)

    answer = home(client)

    assert [row.nomination for row in getattr(answer.context["overview"], place)] == [nomination]
    assert words in answer.content.decode()


def test_a_draft_of_a_closed_campaign_is_past_and_says_when_it_closed(officer, client, draft):
    factories.close(draft.campaign)

    answer = home(client)

    assert [row.nomination for row in answer.context["overview"].past] == [draft]
    assert "Nominations closed at" in answer.content.decode()


def test_without_a_campaign_the_last_and_the_next_are_named(officer, client):
    last = factories.close(factories.campaign())
    coming = datetime(2031, 5, 2, 8, 0, tzinfo=VIETNAM)
    factories.campaign(title="Đợt sau", opens_at=coming, closes_at=coming + timedelta(days=9))

    page = home(client).content.decode()

    assert "No campaign is open" in page
    assert f"“{last.title}”, closed at" in page
    assert "“Đợt sau”, opens at 08:00 on 2 May 2031" in page
    assert "No nomination yet" in page


def test_an_unpublished_campaign_is_not_offered(officer, client):
    campaign = factories.campaign(live=False)

    assert home(client).context["overview"].campaigns == []
    assert client.get(reverse("workspace:new", args=[campaign.pk])).status_code == 404


def test_nominations_of_other_units_are_not_shown(officer, client):
    factories.nomination(Stage.SUBMITTED)

    assert home(client).context["overview"].is_empty


def test_a_person_of_two_units_sees_both(officer, client):
    second = factories.member_of(officer, factories.unit()).memberships.last().unit
    factories.campaign(allocations={second: 2})
    client.force_login(type(officer).objects.get(pk=officer.pk))

    [found] = home(client).context["overview"].campaigns
    assert [share.allocated for share in found.shares] == [None, 2]


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_however_many_nominations(officer, client, django_assert_num_queries, count):
    campaign = factories.campaign(quotas={factories.field(): 3})
    stages = (Stage.DRAFT, Stage.RETURNED, Stage.SUBMITTED, Stage.APPROVED)
    for stage in stages:
        multiply(factories.nomination(stage, by=officer, campaign=campaign), count)
    home(client)

    with django_assert_num_queries(HOME_QUERIES):
        answer = home(client)

    found = answer.context["overview"]
    assert [len(rows) for rows in (found.drafts, found.returned, found.submitted, found.past)] == [count] * 4


def multiply(nomination: NominationPage, count: int) -> None:
    """Put copies of a nomination beside it, as rows, until there are ``count``."""
    parent = CampaignPage.objects.get(pk=nomination.campaign_id)
    for number in range(1, count):
        code = f"{nomination.reference}-{number}"
        columns = ("campaign_id", "unit_id", "field_id", "candidate_id", "stage", "submitted_at")
        values = {column: getattr(nomination, column) for column in columns}
        parent.add_child(instance=NominationPage(title=code, slug=code.lower(), **values))


HOME_QUERIES = 29
