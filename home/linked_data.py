"""What search engines are told of the portal itself."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from exemplars.feeds.linked_data import told_of

from .models import HomePage


@told_of.register
def _(page: HomePage, context) -> dict:
    request = context["request"]
    found = request.build_absolute_uri(reverse("search:search"))
    return {
        "@type": "WebSite",
        "name": settings.WAGTAIL_SITE_NAME,
        "url": page.get_full_url(request),
        "inLanguage": page.locale.language_code,
        "publisher": {"@type": "GovernmentOrganization", "name": ministry()},
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{found}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def ministry() -> str:
    return settings.PORTAL["ministry_en" if get_language() == "en" else "ministry"]
