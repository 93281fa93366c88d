"""Show where a question was answered: marks around what was found, blind to case and diacritics, and safe."""

import re
import unicodedata
from functools import lru_cache

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ..vocabulary.names import fold

#: Characters of a text that are shown around the first place that answers.
AROUND = 180
BEFORE = 60


def places(text: str, terms: list[str]) -> list[tuple[int, int]]:
    """Where folded terms stand in an NFC text: starts and ends, in order, without overlap.

    Words that stand side by side as they were asked for are not marked elsewhere, too. Whole words are found;
    of the last term, where it is none here, words that begin with it.
    """
    folded, origins = folded_with_origins(text)
    together = [term for term in terms if " " in term and whole(folded, term)]
    apart = [term for term in terms if not any(f" {term} " in f" {other} " for other in together)]
    spans = [span for term in [*together, *apart] for span in whole(folded, term)]
    if apart and not whole(folded, terms[-1]):
        spans += beginnings(folded, terms[-1])
    return without_overlap([(origins[start], origins[end - 1] + 1) for start, end in spans])


def whole(folded: str, term: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(rf"(?<![^\W_]){spelled(term)}(?![^\W_])", folded)]


def beginnings(folded: str, term: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(rf"(?<![^\W_]){spelled(term)}", folded)]


def spelled(term: str) -> str:
    return r"[\W_]+".join(re.escape(word) for word in term.split())


def folded_with_origins(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place of the one that it came from."""
    folded, origins = [], []
    for place, character in enumerate(text):
        for part in folded_character(character):
            folded.append(part)
            origins.append(place)
    return "".join(folded), origins


@lru_cache(maxsize=4096)
def folded_character(character: str) -> str:
    return fold(character)


def without_overlap(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def marked(text: str, terms: list[str]) -> SafeString:
    """The text, escaped, with ``<mark>`` around what answers.

    >>> marked("Lò Thị Sương", ["suong"])
    'Lò Thị <mark>Sương</mark>'
    """
    text = unicodedata.normalize("NFC", text)
    pieces, last = [], 0
    for start, end in places(text, terms):
        pieces += [escape(text[last:start]), format_html("<mark>{}</mark>", text[start:end])]
        last = end
    return mark_safe("".join([*pieces, escape(text[last:])]))  # noqa: S308 - every piece is escaped above


def snippet(text: str, terms: list[str]) -> SafeString:
    """The part of a text around the first place that answers, marked; empty where nothing does."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    found = places(text, terms)
    if not found:
        return SafeString("")
    start = max(0, found[0][0] - BEFORE)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = start + AROUND
    end = text.rfind(" ", start, end) if end < len(text) else len(text)
    end = max(end, found[0][1])
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return format_html_join("", "{}", ((before,), (marked(text[start:end], terms),), (after,)))
