"""Suggestions from the official list of places, while somebody types one. Nothing of it is kept."""

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from ...places.rules import suggestions

#: A person types with ten fingers at most.
PER_MINUTE, MINUTE = 120, 60
LONGEST = 120
FIELDS = ("home_place", "residence")


@require_POST
def places(request):
    """Suggest places for what was typed into one of the fields; it travels in the body, so that no log keeps it."""
    field = next((name for name in FIELDS if name in request.POST), "")
    if not within_limit(request.user):
        return HttpResponse(status=429)
    typed = request.POST.get(field, "")
    found = suggestions(typed) if len(typed) <= LONGEST else ()
    context = {"suggestions": [one for one in found if one.value != typed], "field": field}
    return render(request, "nominations/workspace/suggestions.html", context)


def within_limit(user) -> bool:
    """Count one question of this person; while the cache is down nobody is refused."""
    key = f"places-asked:{user.pk}"
    cache.add(key, 0, MINUTE)
    try:
        return cache.incr(key) <= PER_MINUTE
    except ValueError:
        return True
