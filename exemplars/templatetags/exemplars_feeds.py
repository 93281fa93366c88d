"""The feeds of what a page shows, for programs that look for them by the page's address."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from ..feeds.formats import AtomWithTombstones, JsonFeed, RssWithPictures

register = template.Library()

FORMS = {"rss": RssWithPictures, "atom": AtomWithTombstones, "json": JsonFeed}


@register.simple_tag
def feed_links(subject: str, code: str, title: str) -> SafeString:
    """Links to the feeds of one field, unit or column, for the head of a page; none where the code can be none."""
    try:
        feeds = [
            (feed.content_type.partition(";")[0], title, reverse(f"feeds:{subject}-{form}", args=[code]))
            for form, feed in FORMS.items()
        ]
    except NoReverseMatch:
        return SafeString()
    return format_html_join("\n", '<link rel="alternate" type="{}" title="{}" href="{}">', feeds)
