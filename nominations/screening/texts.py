"""Whether two texts say the same: reports that were copied, achievements that were rewarded. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from rapidfuzz import fuzz

from exemplars.vocabulary.names import fold

#: Words to a shingle, marks to a sketch, and how few shingles make a text too short to be compared.
WORDS, MARKS, SHORTEST = 5, 48, 20
#: Marks that two sketches share before the texts themselves are compared.
WORTH_COMPARING = 8
#: Achievements of fewer words are too general to be compared.
FEWEST_WORDS = 4


@dataclass(frozen=True)
class Shared:
    """How much of two texts is the same, in per cent, and the longest passage as each of them has it."""

    score: int
    passage: str = ""
    other_passage: str = ""


def shingles(text: str) -> list[int]:
    """Number every run of five words, in order, blind to case, diacritics and punctuation."""
    words = re.findall(r"\w+", fold(text))
    return [crc32(" ".join(words[at : at + WORDS]).encode()) for at in range(len(words) - WORDS + 1)]


def sketch(text: str) -> list[int]:
    """Return the marks by which a text is found again: the 48 smallest numbers of its shingles.

    Two texts share about as many of their marks as they share of their passages. A text that is too short
    has none.
    """
    numbers = set(shingles(text))
    return sorted(numbers)[:MARKS] if len(numbers) >= SHORTEST else []


def shared(one: str, other: str) -> Shared:
    """Compare two texts: the share of the shorter one's passages that the other has as well."""
    mine, its = shingles(one), shingles(other)
    if not mine or not its:
        return Shared(0)
    common = set(mine) & set(its)
    score = len(common) * 100 // min(len(set(mine)), len(set(its)))
    return Shared(score, longest_passage(one, mine, common), longest_passage(other, its, common))


def longest_passage(text: str, numbers: list[int], common: set[int]) -> str:
    """Return the longest passage of a text all of whose shingles are common, as it is written there."""
    best = start = length = 0
    for at, number in enumerate([*numbers, None]):
        if number in common:
            length += 1
            continue
        if length > best:
            best, start = length, at - length
        length = 0
    if not best:
        return ""
    text = unicodedata.normalize("NFC", text)
    words = list(re.finditer(r"\w+", text))
    return text[words[start].start() : words[min(start + best + WORDS - 2, len(words) - 1)].end()]


def rewarded(achievements: Iterable[str], rewards: Iterable[str], threshold: int) -> Shared | None:
    """Find the achievement that is most like one rewarded already, from ``threshold`` per cent on.

    Compares the words and not their order, and takes what one text says beside the other for no difference.
    """
    rewards = [text for text in rewards if len(text.split()) >= FEWEST_WORDS]
    found = [
        Shared(int(fuzz.token_set_ratio(fold(mine), fold(its))), mine, its)
        for mine in achievements
        if len(mine.split()) >= FEWEST_WORDS
        for its in rewards
    ]
    best = max(found, key=lambda one: one.score, default=None)
    return best if best and best.score >= threshold else None
