"""The units' guide: its sections in one language, and looking for words in them."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from wagtail.rich_text import expand_db_html

from exemplars.vocabulary.names import fold

from .models import GuideSection

TAG = re.compile(r"(<[^>]*>)")


@dataclass(frozen=True)
class Section:
    anchor: str
    title: str
    body: str


def sections_in(language: str, query: str = "") -> list[Section]:
    """The sections in a language, or in the portal's own where it has none; those that say all the words sought."""
    rows = list(GuideSection.objects.filter(language=language)) or list(
        GuideSection.objects.filter(language=settings.LANGUAGE_CODE)
    )
    words = [word for word in fold(query).split() if word]
    return [
        Section(row.anchor, row.title, mark_safe(marked(expand_db_html(row.body), words)))  # noqa: S308 - cleaned when it was stored
        for row in rows
        if all(word in fold(f"{row.title} {strip_tags(row.body)}") for word in words)
    ]


def marked(html: str, words: list[str]) -> str:
    """Put every place where a word stands between ``<mark>`` and ``</mark>``, blind to case and diacritics.

    Tags stay as they are, so a word inside an address changes nothing.
    """
    if not words:
        return html
    parts = TAG.split(html)
    return "".join(part if part.startswith("<") else marked_text(part, words) for part in parts)


def marked_text(text: str, words: list[str]) -> str:
    """Mark whole written words that begin with a word sought; an entity such as ``&amp;`` is never cut."""
    return re.sub(r"&\w+;|\w+", lambda found: marked_word(found[0], words), text)


def marked_word(written: str, words: list[str]) -> str:
    if written.startswith("&") or not any(fold(written).startswith(word) for word in words):
        return written
    return f"<mark>{written}</mark>"
