"""A Redis cache that the portal survives."""

import functools
import logging

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import TimeoutError as TooSlow

logger = logging.getLogger(__name__)


def or_else(fallback):
    """Make a cache operation answer ``fallback(*args)`` while Redis is down, and say so in the log."""

    def decorator(operation):
        @functools.wraps(operation)
        def survive(client, *args, **kwargs):
            try:
                return operation(client, *args, **kwargs)
            except (Unreachable, TooSlow) as error:
                logger.warning("The cache is down: %s", type(error).__name__)
                return fallback(*args, **kwargs)

        return survive

    return decorator


def nothing(*args, **kwargs) -> None:
    """A write that is not kept."""


def as_if_done(*args, **kwargs) -> bool:
    """Adding answers like Django's dummy cache: who uses it as a lock goes on instead of waiting for ever."""
    return True


def not_done(*args, **kwargs) -> bool:
    return False


def default_value(key, default=None):
    """A read finds what it finds in an empty cache."""
    return default


def missing_counter(key, delta=1):
    """Counting answers as for a key that is not there."""
    raise ValueError(f"Key {key!r} not found.")


class SurvivingClient(RedisCacheClient):
    """Behaves like an empty cache that keeps nothing while Redis cannot be reached."""

    get = or_else(default_value)(RedisCacheClient.get)
    get_many = or_else(lambda keys: {})(RedisCacheClient.get_many)
    has_key = or_else(not_done)(RedisCacheClient.has_key)
    add = or_else(as_if_done)(RedisCacheClient.add)
    touch = or_else(not_done)(RedisCacheClient.touch)
    delete = or_else(not_done)(RedisCacheClient.delete)
    clear = or_else(not_done)(RedisCacheClient.clear)
    set = or_else(nothing)(RedisCacheClient.set)
    set_many = or_else(nothing)(RedisCacheClient.set_many)
    delete_many = or_else(nothing)(RedisCacheClient.delete_many)
    incr = or_else(missing_counter)(RedisCacheClient.incr)


class SurvivingRedisCache(RedisCache):
    """Redis for speed only: without it pages are slower and sign-in limits are off, and nothing fails."""

    def __init__(self, server, params):
        super().__init__(server, params)
        self._class = SurvivingClient
