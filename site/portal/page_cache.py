"""Finished public pages kept in the cache, and forgotten as soon as anything public changes.

Only what ``portal.reading`` lets anybody keep is kept here, so nothing that is somebody's own. All pages are
forgotten at once: a card, a count or a related profile may stand on any of them, and on the day on which
everybody reads hardly anything changes.
"""

from collections.abc import Callable
from hashlib import sha256
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_max_age
from django.utils.crypto import get_random_string

from .reading import is_anonymous

GENERATION = "page-cache:generation"
#: A page is small; what is larger is not worth its place.
LARGEST = 512 * 1024
LONGEST_ADDRESS = 1000
#: What other sites add to links to follow people about. It changes nothing here, and would make every copy unique.
FOLLOWERS = frozenset({"fbclid", "gclid", "gbraid", "wbraid", "msclkid", "zarsrc", "mibextid", "igshid"})
#: Headers that are about one request, not about the page.
OF_ONE_REQUEST = frozenset({"ratelimit", "ratelimit-policy", "x-request-id", "date", "server-timing"})

Answer = Callable[[HttpRequest], HttpResponse]


class PageCacheMiddleware:
    """Answer a public page from the cache while nothing public has changed since it was made.

    Stands outside ``PublicReadingMiddleware``, whose word on what may be kept it takes. ``PAGE_CACHE_SECONDS``
    is the longest time for which a page is kept; 0 keeps none.
    """

    def __init__(self, get_response: Answer):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        forget_followers(request)
        if not (settings.PAGE_CACHE_SECONDS and may_be_looked_up(request)):
            return self.get_response(request)
        key = key_of(request)
        found = cache.get_many([GENERATION, key])
        generation = found.get(GENERATION) or begin_generation()
        kept = found.get(key)
        if kept and kept["generation"] == generation:
            return HttpResponse(kept["content"], headers=kept["headers"])
        response = self.get_response(request)
        if seconds := seconds_to_keep(request, response):
            # The generation is the one before the page was made: a change meanwhile makes this copy worthless.
            cache.set(key, copy_of(response) | {"generation": generation}, seconds)
        return response


def forget_followers(request: HttpRequest) -> None:
    """Take the marks of other sites out of the address, before anybody reads it."""
    asked = request.META.get("QUERY_STRING", "")
    if not asked or not any(name in asked for name in ("utm_", *FOLLOWERS)):
        return
    kept = [
        (name, value)
        for name, value in parse_qsl(asked, keep_blank_values=True, errors="surrogateescape")
        if name not in FOLLOWERS and not name.startswith("utm_")
    ]
    request.META["QUERY_STRING"] = urlencode(kept, errors="surrogateescape")


def may_be_looked_up(request: HttpRequest) -> bool:
    return (
        request.method in ("GET", "HEAD")
        and is_anonymous(request)
        and len(request.get_full_path()) <= LONGEST_ADDRESS
        and "Authorization" not in request.headers
    )


def key_of(request: HttpRequest) -> str:
    """One key for each address that a page may name: host and scheme stand in canonical links.

    Raises DisallowedHost.
    """
    address = request.build_absolute_uri()
    return f"page-cache:{sha256(address.encode('utf-8', 'surrogateescape')).hexdigest()}"


def seconds_to_keep(request: HttpRequest, response: HttpResponse) -> int:
    """For how long an answer may be kept; 0 for one that may not."""
    fit = (
        request.method == "GET"
        and response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Vary")
        and "public" in response.get("Cache-Control", "")
        and len(response.content) <= LARGEST
    )
    return min(get_max_age(response) or 0, settings.PAGE_CACHE_SECONDS) if fit else 0


def copy_of(response: HttpResponse) -> dict:
    headers = {name: value for name, value in response.items() if name.lower() not in OF_ONE_REQUEST}
    return {"content": response.content, "headers": headers}


def begin_generation() -> str:
    """Begin anew where no generation is known; of two that begin at the same time one is right."""
    fresh = get_random_string(12)
    return fresh if cache.add(GENERATION, fresh, None) else cache.get(GENERATION, fresh)


def forget_pages(**_signal) -> None:
    """Forget every page once the change is stored; a change that is rolled back forgets nothing."""
    transaction.on_commit(lambda: cache.set(GENERATION, get_random_string(12), None), robust=True)
