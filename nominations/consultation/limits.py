"""How many comments one address may send."""

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

#: An office or a village may share one address.
COMMENTS_PER_HOUR = 10
HOUR = 3600


def within_limit(request) -> bool:
    """Count one comment of this address; say whether it is still among those of this hour.

    The cache keeps a keyed hash, never the address. While the cache is down nobody is refused.
    """
    name = salted_hmac("nominations.consultation.limit", sender_of(request), algorithm="sha256").hexdigest()
    key = f"consultation-comments:{name}"
    cache.add(key, 0, HOUR)
    try:
        return cache.incr(key) <= COMMENTS_PER_HOUR
    except ValueError:
        return True


def sender_of(request) -> str:
    """Return the address a request came from, as the outermost of our own proxies saw it.

    ``TRUSTED_PROXIES`` says how many proxies of ours stand in front; what a visitor claims beyond is not read.
    """
    count = getattr(settings, "TRUSTED_PROXIES", 0)
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
    if count and len(hops) >= count:
        return hops[-count]
    return request.META.get("REMOTE_ADDR", "")
