"""Who asks, as far as the API must know: how often one address may ask, and how often it did."""

import time
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import override

from .problems import asked_language, problem

WINDOW = 60
#: The kind of problem that the IETF's draft on rate limits has for this.
QUOTA_EXCEEDED = "https://iana.org/assignments/http-problem-types#quota-exceeded"


@dataclass(frozen=True)
class Usage:
    """How much of its share an address has used in the present window of ``WINDOW`` seconds."""

    share: int
    used: int
    left_seconds: int

    @property
    def exceeded(self) -> bool:
        return self.used > self.share

    def tell(self, response: HttpResponse) -> None:
        """Write the headers of the IETF's draft on rate limits (draft-ietf-httpapi-ratelimit-headers)."""
        left = max(self.share - self.used, 0)
        response.headers["RateLimit-Policy"] = f'"default";q={self.share};w={WINDOW}'
        response.headers["RateLimit"] = f'"default";r={left};t={self.left_seconds}'
        if self.exceeded:
            response.headers["Retry-After"] = str(self.left_seconds)


def usage_of(request: HttpRequest) -> Usage | None:
    """Count a request; None where nothing is limited. While the cache is down, every address begins anew."""
    share = getattr(settings, "API_REQUESTS_PER_MINUTE", 0)
    if not share:
        return None
    now = int(time.time())
    key = f"exemplars.api.{address_of(request)}.{now // WINDOW}"
    try:
        used = cache.incr(key)
    except ValueError:
        used = 1 if cache.add(key, 1, WINDOW * 2) else counted_again(key)
    return Usage(share, used, WINDOW - now % WINDOW)


def counted_again(key: str) -> int:
    """Count where another process made the counter just before us."""
    try:
        return cache.incr(key)
    except ValueError:
        return 1


def too_many(request: HttpRequest, usage: Usage) -> HttpResponse:
    words = {"share": usage.share, "seconds": usage.left_seconds}
    with override(asked_language(request)):
        detail = (
            _("This address has asked %(share)s times within a minute. Please wait %(seconds)s seconds.")
            % words
        )
    more = {"violated-policies": ["default"]}
    return problem(request, HTTPStatus.TOO_MANY_REQUESTS, detail, QUOTA_EXCEEDED, **more)


def address_of(request: HttpRequest) -> str:
    """The address that the outermost of our own proxies saw; of IPv6 the network, which one caller has whole.

    Without proxies (``TRUSTED_PROXIES``), what a request says of itself is not believed.
    """
    proxies = getattr(settings, "TRUSTED_PROXIES", 0)
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    seen = forwarded[-proxies].strip() if 0 < proxies <= len(forwarded) else ""
    address = known(seen) or known(request.META.get("REMOTE_ADDR", ""))
    if address is None:
        return "unknown"  # as behind a socket that is a file
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def known(text: str):
    try:
        return ip_address(text)
    except ValueError:
        return None
