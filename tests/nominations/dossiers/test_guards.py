"""Nominations stay where they are, whatever happens to the pages above them; and lists keep them out."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from home.models import HomePage
from nominations.dossiers.panels import ReviewPanel
from nominations.models import CampaignPage, NominationPage
from nominations.stages import Stage
from tests import factories


@pytest.fixture
def root(client):
    """A superuser, who may do everything that a page's own permissions do not refuse."""
    person = factories.superuser()
    client.force_login(person)
    return person


@pytest.fixture(params=["campaign", "index", "home"])
def ancestor(request, submitted):
    campaign = submitted.campaign
    index = campaign.get_parent()
    return {"campaign": campaign, "index": index, "home": index.get_parent()}[request.param]


def texts(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_a_page_above_nominations_is_not_copied(client, root, ancestor):
    address = reverse("wagtailadmin_pages:copy", args=[ancestor.pk])
    form = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": ancestor.get_parent().pk}

    response = client.post(address, form | {"copy_subpages": "on", "alias": "on"}, follow=True)

    assert NominationPage.objects.count() == 1
    assert ancestor.title in texts(response)[0]


def test_a_page_above_nominations_is_not_deleted(client, root, ancestor):
    response = client.post(reverse("wagtailadmin_pages:delete", args=[ancestor.pk]), follow=True)

    assert NominationPage.objects.count() == 1
    assert len(texts(response)) == 1


def test_a_page_above_nominations_is_not_moved(client, root, submitted):
    index, target = submitted.campaign.get_parent(), Page.get_first_root_node()
    address = reverse("wagtailadmin_pages:move_confirm", args=[index.pk, target.pk])

    response = client.post(address, follow=True)

    assert Page.objects.get(pk=index.pk).path == index.path
    assert index.title in texts(response)[0]


@pytest.mark.parametrize("action", ["delete", "move"])
def test_no_bulk_action_reaches_nominations_from_above(action, client, root, submitted):
    index, target = submitted.campaign.get_parent(), Page.get_first_root_node()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])

    response = client.post(f"{address}?id={index.pk}&next=/admin/", {"chooser": target.pk}, follow=True)

    assert NominationPage.objects.count() == 1
    assert Page.objects.get(pk=index.pk).path == index.path
    assert index.title in texts(response)[0]


@pytest.mark.parametrize("action", ["publish", "unpublish"])
def test_publishing_with_everything_below_stops_at_nominations(action, client, root, submitted):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])

    client.post(
        f"{address}?id={submitted.campaign_id}&next=/admin/", {"include_descendants": "on"}, follow=True
    )

    assert not NominationPage.objects.get().live
    assert CampaignPage.objects.get(pk=submitted.campaign_id).live


def test_no_bulk_action_on_a_nomination_itself(client, root, submitted):
    target = HomePage.objects.filter(locale__language_code="en").first()

    for action in ("delete", "move", "publish", "unpublish"):
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        form = {"chooser": target.pk, "include_descendants": "on"}
        client.post(f"{address}?id={submitted.pk}&next=/admin/", form)

    page = NominationPage.objects.get()
    assert (page.live, page.path, page.stage) == (False, submitted.path, Stage.SUBMITTED)


def test_a_campaign_is_not_copied_for_its_code_is_its_own(client, root):
    campaign = factories.campaign()
    form = {"new_title": "Bản sao", "new_slug": "ban-sao", "new_parent_page": campaign.get_parent().pk}

    response = client.post(reverse("wagtailadmin_pages:copy", args=[campaign.pk]), form, follow=True)

    assert CampaignPage.objects.count() == 1
    assert len(texts(response)) == 1


def test_the_page_chooser_offers_no_nomination(client, root, submitted):
    response = client.get(reverse("wagtailadmin_choose_page_child", args=[submitted.campaign_id]))

    assert submitted.title not in response.content.decode()


def test_the_search_of_the_page_chooser_offers_no_nomination(client, root, submitted):
    response = client.get(reverse("wagtailadmin_choose_page_search"), {"q": submitted.title})

    assert f"/pages/{submitted.pk}/" not in response.content.decode()


def listed(response) -> list[int]:
    return [page.pk for page in response.context["object_list"]]


@pytest.mark.parametrize("role", ["screener", "superuser"])
def test_the_explorer_shows_no_draft(role, client):
    draft = factories.nomination(Stage.DRAFT)
    client.force_login(getattr(factories, role)())

    for place in (
        reverse("wagtailadmin_explore", args=[factories.campaigns().pk]),
        reverse("wagtailadmin_explore_root"),
    ):
        found = listed(client.get(place, {"q": draft.title, "search_all": "1"}, follow=True))
        assert draft.pk not in found


def test_the_page_search_of_an_editor_finds_no_nomination(client, submitted):
    client.force_login(factories.editor())

    assert listed(client.get(reverse("wagtailadmin_pages:search"), {"q": submitted.title})) == []


def test_a_campaign_goes_through_no_workflow_of_its_own():
    campaign = factories.campaign()

    assert campaign.get_workflow() is None
    assert not campaign.has_workflow


# --- The dashboard ----------------------------------------------------------------------------------


def panels(response) -> list:
    return [panel for panel in response.context["panels"] if isinstance(panel, ReviewPanel)]


def test_the_dashboard_shows_what_waits(client, screener, submitted, accepted):
    client.force_login(screener)

    response = client.get(reverse("wagtailadmin_home"))

    assert len(panels(response)) == 1
    assert "Phan Thị Lụa" in response.content.decode()
    assert "Đỗ Văn Khánh" not in response.content.decode()


def test_the_dashboard_of_others_names_nobody(answers, submitted):
    others = ("secretary", "auditor", "superuser", "council_member", "editor", "administrator")

    def named(client):
        response = client.get(reverse("wagtailadmin_home"))
        return (len(panels(response)), "Phan Thị Lụa" in response.content.decode())

    assert answers(others, named) == dict.fromkeys(others, (0, False))


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_dashboard_costs_the_same_however_much_waits(count, client, screener, django_assert_num_queries):
    for _ in range(count):
        factories.nomination(Stage.SUBMITTED)
    client.force_login(screener)
    client.get(reverse("wagtailadmin_home"))

    with django_assert_num_queries(26):
        client.get(reverse("wagtailadmin_home"))
