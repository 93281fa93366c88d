"""Columns and conferences in the API: what their pages say, at a constant cost."""

import pytest
from wagtail.models import Locale, PageViewRestriction

from tests import factories

COLUMNS, CONFERENCES = "/api/v1/columns", "/api/v1/conferences"


def ids(response) -> list[int]:
    return [row["id"] for row in response.json()["results"]]


def in_english(page):
    copy = page.copy_for_translation(Locale.objects.get(language_code="en"))
    copy.save_revision().publish()
    return copy


def test_a_column_says_what_its_page_says(portal, client):
    column = factories.column(
        title="Người tốt, việc tốt", intro='<p onclick="x()">Mỗi tuần.</p>', newspaper="Báo Mẫu"
    )
    english = in_english(column)

    row = client.get(f"{COLUMNS}/{column.pk}").json()

    assert {name: bool(row.pop(name)) for name in ("published_at", "updated_at")}
    assert row == {
        "id": column.pk,
        "slug": column.slug,
        "locale": "vi",
        "url": column.full_url,
        "api_url": f"http://testserver{COLUMNS}/{column.pk}",
        "title": "Người tốt, việc tốt",
        "intro": "<p>Mỗi tuần.</p>",
        "newspaper": "Báo Mẫu",
        "profiles_url": f"http://testserver{COLUMNS}/{column.pk}/profiles",
        "translations": [
            {
                "locale": "en",
                "id": english.pk,
                "url": english.full_url,
                "api_url": f"http://testserver{COLUMNS}/{english.pk}",
            }
        ],
    }
    assert ids(client.get(COLUMNS)) == [column.pk]
    assert ids(client.get(COLUMNS, {"locale": "en"})) == [english.pk]


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_a_columns_profiles_come_in_its_order(book, client, limit):
    pages = book(5)
    picked = [pages[3], pages[1], pages[4]]
    column = factories.column(*picked, selection="pinned")
    expected = [page.pk for page in (*picked, pages[0], pages[2])]

    there, address = [], f"{COLUMNS}/{column.pk}/profiles?limit={limit}&fields=name"
    while address:
        response = client.get(address)
        there += ids(response)
        last, address = address, response.json()["next"]
    back, address = [], last
    while address:
        response = client.get(address)
        back = ids(response) + back
        address = response.json()["previous"]

    assert (there, back) == (expected, expected)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same_at_any_length(portal, client, count, django_assert_num_queries):
    for _ in range(count):
        factories.column()
        factories.conference()
    for path, queries in ((COLUMNS, 2), (CONFERENCES, 4)):
        client.get(path)
        with django_assert_num_queries(queries):
            assert len(ids(client.get(path))) == count


@pytest.mark.parametrize("count", [1, 3])
def test_items_cost_the_same_with_any_number_of_profiles(book, client, count, django_assert_num_queries):
    pages = book(count)
    column, conference = factories.column(*pages, selection="picked"), factories.conference(delegates=pages)
    for path, queries in ((f"{COLUMNS}/{column.pk}/profiles", 6), (f"{CONFERENCES}/{conference.pk}", 9)):
        client.get(path)
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200


def test_a_conference_names_its_published_delegates_only(portal, client):
    shown, draft = factories.profile(name="Lò Thị Sương"), factories.profile(live=False)
    conference = factories.conference(delegates=[shown, draft], intro="<p>Lời mời.</p>")

    body = client.get(f"{CONFERENCES}/{conference.pk}").json()

    assert [row["name"] for row in body["delegates"]] == ["Lò Thị Sương"]
    assert client.get(body["delegates"][0]["api_url"]).json()["id"] == shown.pk
    assert (body["intro"], body["honoured"], body["stream"], body["documents"]) == (
        "<p>Lời mời.</p>",
        None,
        None,
        [],
    )
    assert set(client.get(CONFERENCES).json()["results"][0]) < set(body)


def test_what_is_not_public_is_not_there(portal, client):
    for make, place in ((factories.column, COLUMNS), (factories.conference, CONFERENCES)):
        draft, closed = make(live=False), make()
        PageViewRestriction.objects.create(page=closed, restriction_type="login")

        assert ids(client.get(place)) == []
        assert [client.get(f"{place}/{page.pk}").status_code for page in (draft, closed)] == [404, 404]
    assert client.get(f"{COLUMNS}/{factories.profile().pk}/profiles").status_code == 404


def test_fields_are_chosen_by_name(portal, client):
    column, conference = factories.column(), factories.conference()

    assert set(client.get(f"{COLUMNS}/{column.pk}", {"fields": "title"}).json()) == {"id", "title"}
    assert set(client.get(f"{CONFERENCES}/{conference.pk}", {"fields": "delegates"}).json()) == {
        "id",
        "delegates",
    }
    assert client.get(CONFERENCES, {"fields": "delegates"}).status_code == 422
    assert client.get(COLUMNS, {"fields": "words"}).status_code == 422
