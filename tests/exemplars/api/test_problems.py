"""Whatever is asked wrongly gets the right status, and words in the reader's language that name it."""

import pytest

LIST = "/api/v1/profiles"
TYPE = "application/problem+json"

WRONG = [
    ("page=2", "page"), ("offset=20", "offset"), ("field%00=x", "field\x00"), ("Field=postal", "Field"),
    ("field=a%00b", "field"), ("field=" + "a" * 61, "field"), ("unit=", "unit"), ("bloc=../", "bloc"),
    ("province=", "province"), ("province=" + "a" * 101, "province"),
    ("year=abc", "year"), ("year=-1", "year"), ("year=99999999999999999999", "year"), ("year=2023.5", "year"),
    ("honour=best", "honour"), ("limit=0", "limit"), ("limit=-1", "limit"), ("limit=101", "limit"),
    ("limit=1e2", "limit"), ("limit=", "limit"), ("limit=5&limit=6", "limit"), ("count=perhaps", "count"),
    ("sort=upside-down", "sort"), ("sort=name&sort=newest", "sort"), ("sort=", "sort"),
    ("locale=fr", "locale"), ("locale=", "locale"), ("locale=vi&locale=en", "locale"),
    ("search=" + "a" * 201, "search"), ("search=a%00b", "search"), ("search=%FF%FE", "search"),
    ("search=%C3%28", "search"), ("search=a%0Ab", "search"),
    ("&".join(["year=2023"] * 51), "year"),
    ("fields=secret", "fields"), ("fields=name,password", "fields"), ("fields=name&fields=year", "fields"),
    ("fields=story", "fields"), ("cursor=1", "cursor"), ("cursor=" + "a" * 701, "cursor"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "parameter"), WRONG)
def test_a_parameter_that_is_wrong_is_named(db, client, query, parameter):
    response = client.get(f"{LIST}?{query}")

    assert (response.status_code, response["Content-Type"]) == (422, TYPE)
    assert [error["parameter"] for error in response.json()["errors"]] == [parameter]
    assert response["Cache-Control"] == "no-store"


def test_each_wrong_parameter_is_named(db, client):
    errors = client.get(f"{LIST}?limit=0&year=abc&sort=x").json()["errors"]

    assert {error["parameter"] for error in errors} == {"limit", "year", "sort"}


@pytest.mark.parametrize("key", ["99999999999999999999", "0", "-1", "abc", "1%00", "%FF", "1.5", "²"])
def test_a_key_that_is_none_is_named(db, client, key):
    response = client.get(f"{LIST}/{key}")

    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (422, "profile_id")


@pytest.mark.parametrize(
    ("path", "parameter"),
    [("/fr/lo-thi-suong", "locale"), ("/vi/%FF", "slug"), ("/vi/a%00", "slug"), ("/vi/" + "a" * 256, "slug")],
)
def test_an_address_that_is_none_is_named(db, client, path, parameter):
    response = client.get(LIST + path)

    assert (response.status_code, response["Content-Type"]) == (422, TYPE)
    assert [error["parameter"] for error in response.json()["errors"]] == [parameter]


@pytest.mark.parametrize(
    "path", ["/fields", "/units", "/blocs", "/provinces", "/honours", "/profiles/1", "/profiles/vi/a"]
)
def test_other_addresses_take_no_such_parameter(db, client, path):
    response = client.get(f"/api/v1{path}?page=2")

    assert (response.status_code, response.json()["errors"][0]["parameter"]) == (422, "page")


@pytest.mark.parametrize(
    "path", ["/api/v1/nothing", "/api/v1/", "/api/v9/profiles", "/api/%FF", "/api/v1/profiles/1/2/3", "/api/"]
)
def test_an_address_that_leads_nowhere_is_a_problem_too(portal, client, path):
    response = client.get(path)

    assert (response.status_code, response["Content-Type"]) == (404, TYPE)


def test_too_many_parameters_are_a_problem_too(portal, client):
    response = client.get(LIST + "?" + "&".join(["year=2023"] * 2001))

    assert (response.status_code, response["Content-Type"]) == (400, TYPE)


@pytest.mark.parametrize("path", ["/999999", "/vi/khong-co", "/en/khong-co"])
def test_a_profile_that_is_not_there_is_a_problem(portal, client, path):
    response = client.get(LIST + path)

    assert (response.status_code, response["Content-Type"]) == (404, TYPE)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_the_api_changes_nothing(db, client, method):
    response = getattr(client, method)(LIST)

    assert (response.status_code, response["Content-Type"], response["Allow"]) == (
        405,
        TYPE,
        "GET, HEAD, OPTIONS",
    )


@pytest.mark.parametrize(
    ("query", "accepted", "title"),
    [
        ("", "", "Bị từ chối"),
        ("", "en-US,en;q=0.9,vi;q=0.1", "Refused"),
        ("", "fr,vi;q=0.9,en;q=0.8", "Bị từ chối"),
        ("", "fr", "Bị từ chối"),
        ("", ";;;===", "Bị từ chối"),
        ("&locale=en", "vi", "Refused"),
        ("&locale=fr", "en", "Refused"),
    ],
)
def test_problems_are_told_in_the_readers_language(db, client, query, accepted, title):
    response = client.get(f"{LIST}?limit=0{query}", headers={"Accept-Language": accepted})

    assert response.json()["title"] == title
    assert response["Content-Language"] == ("en" if title == "Refused" else "vi")
    assert "Accept-Language" in response["Vary"]


def test_every_reason_is_said_in_vietnamese(db, client):
    words = []
    for query, _parameter in WRONG:
        if query == "locale=vi&locale=en":
            continue  # says itself in which language
        vietnamese = client.get(f"{LIST}?{query}").json()["errors"][0]["message"]
        english = client.get(f"{LIST}?{query}", headers={"Accept-Language": "en"}).json()["errors"][0][
            "message"
        ]
        words.append((query, vietnamese == english))

    assert [query for query, same in words if same] == []
