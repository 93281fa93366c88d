"""Guests of a newspaper: their own column, and nothing else of the admin."""

import pytest
from django.urls import reverse
from wagtail.models import Collection, Page, TaskState

from exemplars.models import ColumnIndexPage, ColumnPage, ExemplarIndexPage
from home.models import ArticlePage
from home.newsrooms import collection_of, open_column
from nominations.models import CampaignIndexPage
from nominations.roles import Role
from tests import factories
from tests.exemplars.columns.posting import posted


@pytest.fixture
def column(portal):
    return factories.column(title="Nhân tố mới", slug="nhan-to-moi")


@pytest.fixture
def guest(column, client):
    user = factories.person(Role.GUEST, username="khach")
    user.groups.add(open_column(column, "Báo Nhịp Số"))
    client.force_login(user)
    return user


def others() -> list[Page]:
    """A page of every kind that is not the guest's."""
    return [
        factories.portal(),
        ExemplarIndexPage.objects.get(locale__language_code="vi"),
        factories.profile(name="Lê Thị Bình"),
        factories.profile(name="Hoang Zqx", live=False),
        ColumnIndexPage.objects.get(locale__language_code="vi"),
        factories.column(title="Chuyên mục khác"),
        CampaignIndexPage.objects.get(),
        factories.campaign(),
        factories.nomination(),
    ]


PAGE_VIEWS = (
    "edit", "delete", "unpublish", "move", "copy", "history", "workflow_history", "set_privacy", "view_draft",
    "convert_alias", "usage",
)  # fmt: skip


@pytest.mark.parametrize("view", PAGE_VIEWS)
def test_a_guest_reaches_no_other_page(view, guest, client):
    for page in others():
        answer = client.get(reverse(f"wagtailadmin_pages:{view}", args=[page.pk]))
        shown = answer.status_code == 200 and page.get_admin_display_title() in answer.content.decode()
        assert not shown, (view, page.specific_class.__name__)


def test_a_guest_adds_nothing_elsewhere(guest, client):
    for page in others():
        for app, model in (
            ("home", "articlepage"),
            ("exemplars", "exemplarpage"),
            ("exemplars", "columnpage"),
        ):
            address = reverse("wagtailadmin_pages:add", args=[app, model, page.pk])
            assert client.get(address).status_code in (302, 403, 404)


@pytest.mark.parametrize(
    "name",
    [
        "wagtailusers_users:index",
        "wagtailusers_groups:index",
        "wagtailsnippets_exemplars_unit:list",
        "wagtailsnippets_exemplars_field:list",
        "approvals:index",
        "wagtailadmin_reports:site_history",
        "wagtailadmin_reports:locked_pages",
        "wagtailadmin_reports:aging_pages",
        "wagtailadmin_reports:page_types_usage",
        "wagtailadmin_reports:page_types_usage_results",
        "wagtailadmin_collections:index",
        "wagtailadmin_workflows:index",
        "wagtaildocs:index",
        "wagtailsites:index",
        "wagtail_localize:translations_report",
    ],
)
def test_a_guest_sees_no_list_of_others(name, guest, client):
    secret = factories.profile(name="Hoang Zqx", live=False)
    answer = client.get(reverse(name))

    assert answer.status_code in (302, 403, 404) or secret.title not in answer.content.decode()
    assert answer.status_code in (302, 403, 404) or name in SEEN_EMPTY


#: Reports that Wagtail opens to everybody who edits a page, and that list the guest's own pages only.
SEEN_EMPTY = {
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:site_history",
    "wagtail_localize:translations_report",
}


def test_a_guest_finds_no_draft_by_any_search_or_chooser(guest, client):
    factories.profile(name="Hoang Zqx", live=False)
    index = ExemplarIndexPage.objects.get(locale__language_code="vi")

    for address in (
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailadmin_choose_page_child", args=[index.pk]),
        reverse("wagtailadmin_choose_page_search") + "?q=Zqx",
        reverse("wagtailadmin_pages:search") + "?q=Zqx",
        reverse("wagtailadmin_explore", args=[index.pk]),
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_api:pages:listing") + "?search=Zqx",
        reverse("wagtailadmin_api:pages:listing") + f"?child_of={index.pk}",
    ):
        assert "Hoang Zqx" not in client.get(address, follow=True).content.decode(), address


def test_a_guest_sees_no_picture_of_others(guest, client):
    factories.image("Rieng")
    own = factories.image("Cua bao")
    type(own).objects.filter(pk=own.pk).update(collection=collection_of("Báo Nhịp Số"))

    for name in ("wagtailimages:index", "wagtailimages_chooser:choose"):
        assert "Rieng" not in client.get(reverse(name)).content.decode()
    assert "Cua bao" in client.get(reverse("wagtailimages_chooser:choose")).content.decode()
    other = type(own).objects.get(title="Rieng")
    assert client.get(reverse("wagtailimages:edit", args=[other.pk])).status_code in (302, 403)


def test_a_guest_writes_and_an_editor_publishes(guest, column, client):
    person = factories.profile(name="Trần Văn An")
    address = reverse("wagtailadmin_pages:edit", args=[column.pk])
    values = posted(title=column.title, slug=column.slug, newspaper="Báo Nhịp Số", selection="picked")
    values |= {
        "picks-TOTAL_FORMS": "1",
        "picks-0-profile": str(person.pk),
        "picks-0-ORDER": "1",
        "picks-0-id": "",
    }

    refused = client.post(address, values | {"action-publish": "1"})
    assert (refused.status_code, ColumnPage.objects.get(pk=column.pk).newspaper) == (302, "")

    client.post(address, values | {"action-submit": "1"})
    waiting = TaskState.objects.get(status=TaskState.STATUS_IN_PROGRESS)
    client.force_login(factories.editor())
    client.post(
        reverse("wagtailadmin_pages:workflow_action", args=[column.pk, "approve", waiting.pk]),
        {"comment": ""},
    )

    published = ColumnPage.objects.get(pk=column.pk)
    assert (published.newspaper, list(published.profiles())) == ("Báo Nhịp Số", [person])


def test_a_guest_writes_articles_below_the_column(guest, column, client):
    assert (
        client.get(reverse("wagtailadmin_pages:add", args=["home", "articlepage", column.pk])).status_code
        == 200
    )
    assert list(ColumnPage.allowed_subpage_models()) == [ArticlePage]


def test_newsrooms_are_opened_once(column):
    first, second = (open_column(column, "Báo Nhịp Số") for _time in range(2))

    assert (first, first.page_permissions.count(), first.collection_permissions.count()) == (second, 2, 2)
    assert Collection.objects.filter(name="Báo Nhịp Số").count() == 1
