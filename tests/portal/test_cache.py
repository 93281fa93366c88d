"""Without Redis the portal is slower, and nothing fails."""

import pytest
from django.core.cache import caches

from portal.settings.base import redis_cache


@pytest.fixture
def unreachable(settings):
    settings.CACHES = {"default": redis_cache("redis://127.0.0.1:1/0")}
    return caches["default"]


def test_a_cache_that_is_down_reads_as_empty(unreachable):
    unreachable.set("key", "value")

    assert unreachable.get("key") is None
    assert unreachable.get("key", "otherwise") == "otherwise"
    assert unreachable.get_many(["key"]) == {}
    assert unreachable.get_or_set("key", "made") == "made"
    assert "key" not in unreachable


def test_a_cache_that_is_down_takes_every_write(unreachable):
    assert unreachable.set_many({"key": 1}) == []
    assert unreachable.add("key", 1) is True
    assert unreachable.touch("key") is False
    assert unreachable.delete("key") is False
    assert unreachable.delete_many(["key"]) is None
    with pytest.raises(ValueError, match="not found"):
        unreachable.incr("key")


@pytest.mark.django_db
def test_people_sign_in_while_the_cache_is_down(unreachable, settings, client, person, sign_in):
    settings.ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "5/5m/key"}
    person("ngoc")

    assert sign_in("ngoc")["Location"] == "/accounts/landing/"
    assert client.get("/healthz").json()["cache"] == "failing"
