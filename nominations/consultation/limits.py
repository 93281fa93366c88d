"""How many comments one address may send."""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from ..doors import sender_of

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
