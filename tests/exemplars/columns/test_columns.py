"""Standing columns: filled by rules, by hand or both, leafed through at the same cost, and only with what is public."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from exemplars.columns import listing
from exemplars.models import ColumnIndexPage, ColumnPage, ExemplarPage
from tests import books, factories
from tests.exemplars.columns.posting import posted


def shown(client, column, **parameters) -> list[str]:
    return [person.title for person in client.get(column.url, parameters).context["leaf"].profiles]


def test_a_column_without_rules_holds_everybody_the_newest_first(portal, client):
    for name in ("Trần Văn An", "Lê Thị Bình"):
        factories.profile(name=name)

    assert shown(client, factories.column()) == ["Lê Thị Bình", "Trần Văn An"]


def test_each_rule_narrows_the_column(portal, client):
    field, bloc = factories.field(), factories.bloc()
    unit = factories.unit(bloc=bloc)
    factories.profile(name="Trần Văn An", field=field, unit=unit, year=2022, honour="good-deed")
    factories.profile(name="Lê Thị Bình", year=2024)

    for rule in (
        {"field": field},
        {"unit": unit},
        {"bloc": bloc},
        {"honour": "good-deed"},
        {"year_to": 2022},
        {"words": "TRAN van"},
        {"year_from": 2021, "year_to": 2023, "field": field},
    ):
        assert shown(client, factories.column(**rule)) == ["Trần Văn An"]


def test_chosen_profiles_stand_in_their_order_and_alone(portal, client):
    people = [factories.profile(name=name) for name in ("Trần Văn An", "Lê Thị Bình", "Phạm Văn Cường")]
    column = factories.column(people[2], people[0], selection="picked")

    assert shown(client, column) == ["Phạm Văn Cường", "Trần Văn An"]


def test_pinned_profiles_come_before_those_of_the_rules(portal, client):
    field = factories.field()
    factories.profile(name="Trần Văn An", field=field)
    factories.profile(name="Lê Thị Bình", field=field)
    pinned = factories.profile(name="Phạm Văn Cường")
    factories.profile(name="Vũ Thị Dung")
    column = factories.column(pinned, selection="pinned", field=field)

    assert shown(client, column) == ["Phạm Văn Cường", "Lê Thị Bình", "Trần Văn An"]


def test_pinned_before_no_rule_at_all_come_before_everybody(portal, client):
    pinned = factories.profile(name="Phạm Văn Cường")
    factories.profile(name="Vũ Thị Dung")

    column = factories.column(pinned, selection="pinned")

    assert shown(client, column) == ["Phạm Văn Cường", "Vũ Thị Dung"]


def test_what_is_not_public_is_in_no_column(portal, client):
    draft = factories.profile(name="Chưa Công Bố", live=False)
    revoked = factories.profile(name="Đã Thu Hồi")
    type(revoked.approval).objects.filter(pk=revoked.approval_id).update(
        revoked_on=timezone.localdate(), revocation_decision="1/QĐ"
    )
    embargoed = factories.profile(name="Chờ Công Bố")
    ExemplarPage.objects.filter(pk=embargoed.pk).update(embargo_until=timezone.now() + timedelta(hours=1))

    assert shown(client, factories.column()) == []
    assert shown(client, factories.column(draft, revoked, embargoed, selection="picked")) == []


def test_a_column_behind_a_door_is_in_no_list(portal, client):
    closed = factories.column()
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    opened = factories.column()

    assert list(ColumnPage.objects.published()) == [opened]
    assert list(client.get("/chuyen-muc/").context["columns"]) == [opened]


def test_everything_below_a_closed_list_is_behind_its_door(portal):
    factories.column()
    PageViewRestriction.objects.create(
        page=ColumnIndexPage.objects.get(locale__language_code="vi"),
        restriction_type=PageViewRestriction.LOGIN,
    )

    assert list(ColumnPage.objects.published()) == []


# --- Languages --------------------------------------------------------------------------------------


def english_of(page):
    translated = page.copy_for_translation(Locale.objects.get(language_code="en"))
    translated.save_revision().publish()
    return type(page).objects.get(pk=translated.pk)


def test_a_translated_column_shows_the_translations_of_what_was_chosen(portal, client):
    translated, other = factories.profile(name="Trần Văn An"), factories.profile(name="Lê Thị Bình")
    english = english_of(translated)
    column = english_of(factories.column(other, translated, selection="picked"))

    assert client.get(column.url).context["leaf"].profiles == [english]


def test_an_untranslated_copy_is_not_shown_as_a_translation(portal, client):
    column = factories.column()
    alias = column.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)

    assert client.get(f"/en/chuyen-muc/{alias.slug}/").status_code == 404


def test_the_other_language_says_that_the_column_is_not_translated(portal, client):
    column = factories.column(title="Người tốt, việc tốt", slug="nguoi-tot")
    page = client.get(column.url).content.decode()

    assert '<a href="/en/chuyen-muc/?untranslated=nguoi-tot" lang="en"' in page
    answer = client.get("/en/chuyen-muc/?untranslated=nguoi-tot").content.decode()
    assert "has not been translated into English yet" in answer
    assert f'<a href="{column.url}" lang="vi" hreflang="vi">' in answer


def test_an_address_made_up_says_nothing_about_pages(portal, client):
    draft = factories.column(live=False, slug="nhap")
    english_of(factories.column(slug="da-dich"))

    for slug in (draft.slug, "da-dich", "khong-co", "../x", "x" * 300, "<b>"):
        assert "has not been translated" not in client.get("/en/", {"untranslated": slug}).content.decode()


# --- Pages of a column ------------------------------------------------------------------------------


def test_a_column_is_leafed_through_in_both_directions(portal, client, monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 2)
    people = books.fill(5)
    column = factories.column(people[4], selection="pinned")
    expected = [person.title for person in (people[4], *people[:4])]

    first = client.get(column.url).context["leaf"]
    second = client.get(column.url, {"after": first.older}).context["leaf"]
    third = client.get(column.url, {"after": second.older}).context["leaf"]
    back = client.get(column.url, {"before": third.newer}).context["leaf"]
    start = client.get(column.url, {"before": back.newer}).context["leaf"]

    assert [p.title for page in (first, second, third) for p in page.profiles] == expected
    assert (first.newer, third.older) == (None, None)
    assert (back.profiles, start.profiles, start.newer) == (second.profiles, first.profiles, None)


@pytest.mark.parametrize("typed", ["0", "-1", "x", "٣", "9" * 400, "1' OR 1=1", ""])
def test_a_mark_that_is_none_leads_to_the_first_page(typed, portal, client):
    factories.profile(name="Trần Văn An")
    column = factories.column()

    assert shown(client, column, after=typed) == shown(client, column, before=typed) == ["Trần Văn An"]


@pytest.mark.parametrize("count", [1, 3, pytest.param(100, marks=pytest.mark.proof)])
def test_a_column_costs_the_same_at_any_length(count, portal, client, django_assert_num_queries):
    books.fill(count)
    column = factories.column()
    client.get(column.url)

    with django_assert_num_queries(9):
        client.get(column.url)


@pytest.mark.parametrize("count", [1, 3])
def test_a_column_filled_by_hand_costs_one_query_more(count, portal, client, django_assert_num_queries):
    column = factories.column(*books.fill(count), selection="pinned")
    client.get(column.url)

    with django_assert_num_queries(10):
        client.get(column.url)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_columns_costs_the_same_at_any_length(count, portal, client, django_assert_num_queries):
    for _number in range(count):
        factories.column(title="Nhân tố mới", newspaper="Báo Nhịp Số")
    client.get("/chuyen-muc/")

    with django_assert_num_queries(7):
        client.get("/chuyen-muc/")


# --- In the admin -----------------------------------------------------------------------------------


def pick_row(place: int, profile) -> dict:
    return {
        f"picks-{place}-profile": str(profile.pk),
        f"picks-{place}-ORDER": str(place + 1),
        f"picks-{place}-id": "",
        f"picks-{place}-DELETE": "",
    }


def test_an_editor_opens_a_column(portal, client):
    client.force_login(factories.editor())
    index = ColumnIndexPage.objects.get(locale__language_code="vi")
    address = reverse("wagtailadmin_pages:add", args=["exemplars", "columnpage", index.pk])
    picked = factories.profile(name="Trần Văn An")

    answer = client.post(
        address,
        posted(
            selection="picked", **{"picks-TOTAL_FORMS": "1"}, **pick_row(0, picked), **{"action-publish": "1"}
        ),
    )

    assert answer.status_code == 302
    column = ColumnPage.objects.get(slug="nhan-to-moi")
    assert list(column.profiles()) == [picked]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"year_from": "2024", "year_to": "2023"}, "year_to"), ({"year_from": "1900"}, "year_from")],
)
def test_years_in_the_wrong_order_are_refused(values, field, portal, client):
    client.force_login(factories.editor())
    index = ColumnIndexPage.objects.get(locale__language_code="vi")
    address = reverse("wagtailadmin_pages:add", args=["exemplars", "columnpage", index.pk])

    answer = client.post(address, posted(**values))

    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])


def test_a_person_is_chosen_once(portal, client):
    client.force_login(factories.editor())
    index = ColumnIndexPage.objects.get(locale__language_code="vi")
    address = reverse("wagtailadmin_pages:add", args=["exemplars", "columnpage", index.pk])
    person = factories.profile()

    answer = client.post(
        address, posted(**{"picks-TOTAL_FORMS": "2"}, **pick_row(0, person), **pick_row(1, person))
    )

    assert (answer.status_code, ColumnPage.objects.count()) == (200, 0)


def test_only_articles_of_the_site_may_stand_below_a_column(portal):
    assert {model.__name__ for model in ColumnPage.allowed_subpage_models()} <= {"ArticlePage"}
