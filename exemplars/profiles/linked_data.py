"""What search engines are told of a profile: a schema.org Person, and the page about that person."""

import json

from django.utils.safestring import SafeString, mark_safe
from wagtail.images.shortcuts import get_rendition_or_not_found

from .renditions import SHARED

#: No text of a profile may close the script element that carries it.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def linked_data(profile, request) -> SafeString:
    """The profile as JSON-LD, safe to stand in a script element."""
    page = {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": profile.get_full_url(request),
        "inLanguage": profile.locale.language_code,
        "dateCreated": moment(profile.first_published_at),
        "dateModified": moment(profile.last_published_at),
        "mainEntity": person(profile),
    }
    return mark_safe(json.dumps(page, ensure_ascii=False).translate(ESCAPES))  # noqa: S308 - escaped just here


def person(profile) -> dict:
    known = {
        "@type": "Person",
        "name": profile.title,
        "jobTitle": profile.honorific,
        "description": profile.summary,
        "affiliation": {"@type": "Organization", "name": profile.unit.name},
        "award": f"{profile.get_honour_display()}, {profile.year}",
    }
    if profile.portrait:
        known["image"] = get_rendition_or_not_found(profile.portrait, SHARED).full_url
    return known


def moment(value) -> str | None:
    return value.isoformat() if value else None
