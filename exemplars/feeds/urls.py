"""Feeds; under ``i18n_patterns`` each language has its own."""

from django.urls import path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .feeds import ProfilesAsAtom, ProfilesAsRss

kept_for_a_while = cache_control(public=True, max_age=300)

app_name = "feeds"
urlpatterns = [
    path("rss/", require_safe(kept_for_a_while(ProfilesAsRss())), name="rss"),
    path("atom/", require_safe(kept_for_a_while(ProfilesAsAtom())), name="atom"),
]
