"""How long caches may keep an answer; a problem says itself that nobody keeps it."""

import functools

from django.utils.cache import patch_cache_control
from ninja.decorators import decorate_view


def kept_for(seconds: int):
    """Let anybody keep what was found for so many seconds."""

    def decorator(view):
        @functools.wraps(view)
        def keeping(request, *args, **kwargs):
            response = view(request, *args, **kwargs)
            if response.status_code == 200:
                patch_cache_control(response, public=True, max_age=seconds)
            return response

        return keeping

    return decorate_view(decorator)


kept_for_a_minute = kept_for(60)
kept_for_an_hour = kept_for(3600)
#: For what must never be late; asking again costs little where nothing has changed.
always_asked = kept_for(0)
