"""The list of changes: in order, in pages, with a place to come back to, and no name in it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from exemplars.changes.actions import forget_changes, number_changes
from exemplars.models import Change, ExemplarPage
from tests import factories

CHANGES = "/api/v1/changes"
NAME = "Khuất Thị Kín"


@pytest.fixture(autouse=True)
def _portal_stands(portal):
    """Every test begins with a portal that is set up."""


def take_off(profile):
    ExemplarPage.objects.get(pk=profile.pk).unpublish()
    number_changes()


@pytest.fixture
def profile():
    made = factories.profile(name=NAME)
    number_changes()
    return made


def test_a_reader_begins_with_all_and_goes_on_from_there(client, profile):
    first = client.get(CHANGES)

    [row] = first.json()["results"]
    assert row.pop("at").startswith(f"{timezone.now():%Y-}")
    assert row == {
        "sequence": Change.objects.get().sequence,
        "event": "published",
        "reason": None,
        "type": "profile",
        "id": profile.pk,
        "locale": "vi",
        "api_url": f"http://testserver/api/v1/profiles/{profile.pk}",
    }
    assert client.get(row["api_url"]).json()["name"] == NAME

    nothing = client.get(first.json()["next"]).json()
    assert (nothing["results"], nothing["has_more"]) == ([], False)
    take_off(profile)
    response = client.get(nothing["next"])
    assert [(row["event"], row["reason"]) for row in response.json()["results"]] == [
        ("withdrawn", "unpublished")
    ]
    assert NAME not in response.content.decode()
    assert profile.slug not in response.content.decode()


def test_pages_follow_each_other_without_a_gap(client):
    made = [factories.profile().pk for _ in range(5)]
    number_changes()

    seen, address, more = [], f"{CHANGES}?limit=2", True
    while more:
        answer = client.get(address).json()
        seen += [row["id"] for row in answer["results"]]
        address, more = answer["next"], answer["has_more"]
    assert seen == made


def test_nothing_new_is_not_modified(client, profile):
    first = client.get(CHANGES)
    assert client.get(CHANGES, headers={"If-None-Match": first["ETag"]}).status_code == 304
    take_off(profile)
    assert client.get(CHANGES, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_cursor_that_is_too_old_is_told_to_begin_anew(client, profile):
    old = client.get(CHANGES).json()["next"]
    take_off(profile)
    forget_changes(before=timezone.now() + timedelta(seconds=1))

    response = client.get(old)

    assert (response.status_code, response["Content-Type"]) == (410, "application/problem+json")
    assert response.json()["restart"] == f"http://testserver{CHANGES}"
    fresh = client.get(response.json()["restart"]).json()
    assert fresh["results"] == []
    assert client.get(fresh["next"]).status_code == 200


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("since=made-up", "since"), ("since=WzEsMF0.x", "since"), ("since=" + "a" * 201, "since"), ("since=%00", "since"),
        ("limit=0", "limit"), ("limit=501", "limit"), ("limit=x", "limit"), ("from=1", "from"), ("since=%ff", "since"),
    ],
)  # fmt: skip
def test_a_parameter_that_is_wrong_is_named(client, db, query, parameter):
    response = client.get(f"{CHANGES}?{query}")
    assert (response.status_code, response["Content-Type"]) == (422, "application/problem+json")
    assert [error["parameter"] for error in response.json()["errors"]] == [parameter]


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_at_any_length(count, client, django_assert_num_queries):
    for _ in range(count):
        factories.profile()
    number_changes()
    client.get(CHANGES)
    with django_assert_num_queries(2):
        assert len(client.get(CHANGES).json()["results"]) == count
