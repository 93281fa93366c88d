"""Pages of a list lead to each other in both directions, and nobody makes a cursor up."""

import base64
import json

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from exemplars.api.cursors import Cursor, read, written
from exemplars.api.problems import Refused
from exemplars.models import ExemplarPage
from tests import factories

LIST = "/api/v1/profiles"


def ids(page: dict) -> list[int]:
    return [row["id"] for row in page["results"]]


def walk(client, page: dict, way: str) -> list[dict]:
    pages = [page]
    while pages[-1][way]:
        pages.append(client.get(pages[-1][way]).json())
    return pages


@pytest.mark.parametrize("sort", ["newest", "oldest", "updated", "name"])
@pytest.mark.parametrize("limit", [1, 2, 5, 6])
def test_pages_lead_there_and_back(book, client, sort, limit):
    book(5)
    query = {"sort": sort, "fields": "name"}
    everything = ids(client.get(LIST, query).json())

    there = walk(client, client.get(LIST, query | {"limit": limit}).json(), "next")
    back = walk(client, there[-1], "previous")

    assert [key for page in there for key in ids(page)] == everything
    assert [key for page in reversed(back) for key in ids(page)] == everything
    assert (there[0]["previous"], there[-1]["next"], back[-1]["previous"]) == (None, None, None)


def test_rows_with_the_same_moment_are_each_shown_once(book, client):
    pages = book(5)
    moment = pages[0].first_published_at
    ExemplarPage.objects.update(first_published_at=moment, last_published_at=moment)

    for sort in ("newest", "oldest", "updated"):
        there = walk(client, client.get(LIST, {"sort": sort, "limit": 2}).json(), "next")
        assert sorted(key for page in there for key in ids(page)) == sorted(page.pk for page in pages)


def test_a_row_that_comes_meanwhile_shifts_nothing(book, client):
    book(4)
    first = client.get(LIST, {"limit": 2}).json()
    expected = ids(client.get(first["next"]).json())
    factories.profile()

    assert ids(client.get(first["next"]).json()) == expected


def test_a_page_that_lies_deep_costs_what_the_first_costs(book, client, django_assert_num_queries):
    book(6)
    second = client.get(LIST, {"limit": 2}).json()["next"]

    with django_assert_num_queries(5):
        client.get(LIST, {"limit": 2})
    with django_assert_num_queries(5):
        client.get(second)


def made_up() -> list[str]:
    payload = base64.urlsafe_b64encode(json.dumps(["x", ["2023-01-01", 1], 0]).encode()).decode().strip("=")
    other = signing.Signer(sep=".", salt="of something else").sign_object(["x", [1, 1], 0])
    return ["1", ".", "a.b", payload, f"{payload}.", f"{payload}.{'A' * 43}", other, "=" * 700, "é", "/../"]


@pytest.mark.parametrize("cursor", made_up())
def test_a_cursor_that_was_made_up_is_refused(portal, client, cursor):
    response = client.get(LIST, {"cursor": cursor}, headers={"Accept-Language": "en"})

    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert response.json()["errors"] == [
        {"parameter": "cursor", "message": "This is no cursor of ours: take it from “next” or “previous”."}
    ]


@pytest.mark.parametrize(
    "change", [{"sort": "name"}, {"year": "2020"}, {"locale": "en"}, {"search": "mau"}, {"sort": "oldest"}]
)
def test_a_cursor_of_another_question_is_refused(book, client, change):
    book(3)
    following = client.get(LIST, {"limit": 1}).json()["next"]

    response = client.get(f"{following}&{'&'.join(f'{name}={value}' for name, value in change.items())}")

    assert response.status_code == 422
    assert [error["parameter"] for error in response.json()["errors"]] == ["cursor"]


def test_a_cursor_of_another_collection_is_refused(book, client):
    book(3)
    cursor = client.get(LIST, {"limit": 1}).json()["next"].rpartition("cursor=")[2]

    assert client.get(f"/api/v1/tombstones?cursor={cursor}").status_code == 422


def test_the_manner_of_showing_may_change_on_the_way(book, client):
    book(5)
    following = client.get(LIST, {"limit": 1}).json()["next"].replace("limit=1", "limit=3")

    assert len(client.get(f"{following}&fields=name&count=true").json()["results"]) == 3


@given(st.text(max_size=200))
def test_no_text_is_read_as_a_cursor(text):
    with pytest.raises(Refused):
        read(text, "question")


@given(st.lists(st.text(max_size=60) | st.integers(1, 2**31 - 1)), st.booleans())
def test_a_cursor_is_read_as_it_was_written(values, backwards):
    cursor = Cursor(values, backwards)

    assert read(written(cursor, "question"), "question") == cursor
