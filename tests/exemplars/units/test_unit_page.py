"""A unit's public page: its people, its columns, in both languages."""

import pytest

from tests import books, factories


def test_a_unit_names_its_public_people_and_columns(portal, client):
    unit = factories.unit(code="buu-dien-mau", bloc=factories.bloc())
    public = factories.profile(name="Trần Văn An", unit=unit)
    factories.profile(name="Chưa Công Bố", unit=unit, live=False)
    factories.profile(name="Lê Thị Bình")
    column = factories.column(unit=unit)
    factories.column(unit=unit, live=False)

    context = client.get("/don-vi/buu-dien-mau/").context

    assert (context["leaf"].profiles, list(context["columns"])) == ([public], [column])


def test_each_language_has_its_own_address(portal, client):
    unit = factories.unit(code="buu-dien-mau", name_en="Model Post")
    factories.profile(unit=unit)

    answer = client.get("/en/units/buu-dien-mau/")

    assert (answer.status_code, answer.context["leaf"].profiles) == (200, [])
    assert "Model Post" in answer.content.decode()
    assert 'href="/don-vi/buu-dien-mau/"' in answer.content.decode()


@pytest.mark.parametrize("code", ["khong-co", "x" * 300, "%00", "%ff", "a b"])
def test_a_unit_that_is_none_is_not_found(code, portal, client):
    assert client.get(f"/don-vi/{code}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_unit_page_costs_the_same_at_any_length(count, portal, client, django_assert_num_queries):
    unit = factories.unit()
    for page in books.fill(count):
        type(page).objects.filter(pk=page.pk).update(unit=unit)
    client.get(f"/don-vi/{unit.code}/")

    with django_assert_num_queries(7):
        client.get(f"/don-vi/{unit.code}/")
