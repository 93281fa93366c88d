"""HEAD, OPTIONS, reading from other sites, and how often one address may ask."""

import pytest
import time_machine

from exemplars.api.callers import address_of
from tests import factories

LIST = "/api/v1/profiles"


def test_head_says_what_get_says_without_content(portal, client):
    factories.profile()
    get, head = client.get(LIST), client.head(LIST)

    assert head.content == b""
    for name in ("ETag", "Content-Length", "Content-Type", "Cache-Control"):
        assert head[name] == get[name], name
    assert client.head(LIST, headers={"If-None-Match": get["ETag"]}).status_code == 304
    assert client.head(f"{LIST}?limit=0").status_code == 422


def test_options_asks_nobody(db, client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.options(LIST, headers={"Origin": "https://news.example"})

    assert (response.status_code, response["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_every_answer_may_be_read_from_other_sites(portal, client):
    etag = client.get(LIST)["ETag"]
    answers = [
        client.get(LIST),
        client.get(LIST, headers={"If-None-Match": etag}),
        client.get(f"{LIST}/999"),
        client.get(f"{LIST}?limit=0"),
        client.get("/api/nothing"),
        client.post(LIST),
        client.options(LIST),
    ]

    assert [answer.status_code for answer in answers] == [200, 304, 404, 422, 404, 405, 204]
    assert {answer.get("Access-Control-Allow-Origin") for answer in answers} == {"*"}
    assert not any("Access-Control-Allow-Credentials" in answer for answer in answers)


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/workspace/", "/feeds/rss/"])
def test_no_other_address_may_be_read_from_other_sites(portal, client, path):
    assert "Access-Control-Allow-Origin" not in client.get(path, headers={"Origin": "https://news.example"})


@pytest.fixture
def three_a_minute(settings):
    settings.API_REQUESTS_PER_MINUTE = 3


@time_machine.travel("2026-05-19 08:00:18+07:00", tick=False)
def test_an_address_that_asks_too_often_is_told_to_wait(portal, client, three_a_minute):
    left = [client.get(f"{LIST}/999")["RateLimit"] for _ in range(3)]
    response = client.get(LIST, headers={"Accept-Language": "en"})

    assert left == ['"default";r=2;t=42', '"default";r=1;t=42', '"default";r=0;t=42']
    assert (response.status_code, response["Content-Type"]) == (429, "application/problem+json")
    assert (response["Retry-After"], response["RateLimit"]) == ("42", '"default";r=0;t=42')
    assert response["RateLimit-Policy"] == '"default";q=3;w=60'
    assert response.json() == {
        "type": "https://iana.org/assignments/http-problem-types#quota-exceeded",
        "title": "Too many requests",
        "status": 429,
        "detail": "This address has asked 3 times within a minute. Please wait 42 seconds.",
        "violated-policies": ["default"],
    }


def test_the_share_begins_anew_with_the_minute(portal, client, three_a_minute):
    with time_machine.travel("2026-05-19 08:00:59+07:00", tick=False):
        assert [client.get(LIST).status_code for _ in range(4)] == [200, 200, 200, 429]
    with time_machine.travel("2026-05-19 08:01:00+07:00", tick=False):
        assert client.get(LIST).status_code == 200


def test_each_address_has_its_own_share(portal, client, three_a_minute, settings):
    settings.TRUSTED_PROXIES = 1
    for _ in range(4):
        last = client.get(LIST, headers={"X-Forwarded-For": "203.0.113.9"})

    assert last.status_code == 429
    assert client.get(LIST, headers={"X-Forwarded-For": "203.0.113.10"}).status_code == 200
    # What the caller writes itself stands further left, and is not believed.
    assert client.get(LIST, headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.9"}).status_code == 429


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (2, "203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "nonsense", "127.0.0.1"),
        (1, "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        (1, "2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
    ],
)
def test_the_address_is_the_one_that_our_proxy_saw(rf, settings, proxies, forwarded, expected):
    settings.TRUSTED_PROXIES = proxies
    assert address_of(rf.get(LIST, headers={"X-Forwarded-For": forwarded})) == expected


def test_without_a_cache_nobody_is_refused(portal, client, three_a_minute, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "portal.cache.SurvivingRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"socket_connect_timeout": 0.2},
        }
    }
    assert [client.get(LIST).status_code for _ in range(6)] == [200] * 6
