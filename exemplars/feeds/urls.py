"""Feeds; under ``i18n_patterns`` each language has its own.

feeds/rss/  feeds/atom/  feeds/json/
feeds/fields/chuyen-doi-so/rss/  feeds/units/…  feeds/columns/…
"""

from django.urls import path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from . import scopes
from .feeds import ProfilesAsAtom, ProfilesAsJson, ProfilesAsRss

kept_for_a_while = cache_control(public=True, max_age=300)

FORMATS = {"rss": ProfilesAsRss, "atom": ProfilesAsAtom, "json": ProfilesAsJson}
#: By the prefix of the name: the beginning of the address, and what the feed is about.
SCOPES = {
    "": ("", scopes.everybody),
    "field-": ("fields/<slug:code>/", scopes.of_field),
    "unit-": ("units/<slug:code>/", scopes.of_unit),
    "column-": ("columns/<slug:code>/", scopes.of_column),
}

app_name = "feeds"
urlpatterns = [
    path(f"{place}{form}/", require_safe(kept_for_a_while(feed(scope))), name=f"{prefix}{form}")
    for prefix, (place, scope) in SCOPES.items()
    for form, feed in FORMATS.items()
]
