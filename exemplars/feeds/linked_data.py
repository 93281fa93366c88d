"""What search engines are told of a page, in the words of schema.org; nothing that the page itself does not show.

An app adds its own pages by registering a function:

    @told_of.register
    def _(page: HomePage, context) -> dict:
        return {"@type": "WebSite", ...}
"""

import json
from functools import singledispatch

from django.utils.safestring import SafeString, mark_safe
from wagtail.images.shortcuts import get_rendition_or_not_found

from ..columns.models import ColumnPage
from ..conferences.models import ConferencePage
from ..profiles.models import ExemplarPage
from ..profiles.renditions import SHARED

#: No text of a page may close the script element that carries it.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def as_script(thing: dict) -> SafeString:
    """The thing as JSON-LD in a script element of its own."""
    text = json.dumps({"@context": "https://schema.org"} | thing, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped just here


@singledispatch
def told_of(page, context) -> dict | None:
    """The thing that a page is about; of a page that nobody registered there is nothing to tell."""
    return None


@told_of.register
def _(page: ExemplarPage, context) -> dict:
    return {
        "@type": "ProfilePage",
        "url": page.get_full_url(context["request"]),
        "inLanguage": page.locale.language_code,
        "dateCreated": moment(page.first_published_at),
        "dateModified": moment(page.last_published_at),
        "mainEntity": person(page),
    }


@told_of.register
def _(page: ColumnPage, context) -> dict:
    people = context["leaf"].profiles if "leaf" in context else []
    return {
        "@type": "CollectionPage",
        "name": page.title,
        "url": page.get_full_url(context["request"]),
        "inLanguage": page.locale.language_code,
        "mainEntity": {
            "@type": "ItemList",
            "numberOfItems": len(people),
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": place,
                    "name": profile.title,
                    "url": profile.get_full_url(context["request"]),
                }
                for place, profile in enumerate(people, 1)
            ],
        },
    }


@told_of.register
def _(page: ConferencePage, context) -> dict:
    attendance = "MixedEventAttendanceMode" if page.stream_url else "OfflineEventAttendanceMode"
    return {
        "@type": "Event",
        "name": page.title,
        "description": page.summary,
        "url": page.get_full_url(context["request"]),
        "inLanguage": page.locale.language_code,
        "startDate": moment(page.starts_at),
        "endDate": moment(page.ends_at),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"https://schema.org/{attendance}",
        "location": {"@type": "Place", "name": page.venue, "address": page.address},
    }


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


def way_to(page, trail: list[dict], request) -> dict | None:
    """The breadcrumbs (``{"title", "url"}`` each) with the page itself at their end; the front page has none."""
    if not trail or trail[0]["url"] == page.get_url(request):
        return None
    steps = [(step["title"], request.build_absolute_uri(step["url"])) for step in trail]
    steps.append((page.title, page.get_full_url(request)))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(steps, 1)
        ],
    }


def moment(value) -> str | None:
    return value.isoformat() if value else None
