"""What somebody may have meant by a word that is in nobody's name. Pure.

Vietnamese is written in syllables, of which there are a few thousand without their marks: all that occur in
names are compared with what was typed, however many people bear them.
"""

import re
from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA

#: As many guesses at one word as are searched for.
MOST_GUESSES = 6
#: Telex sets marks with letters, VNI with digits; this is what they leave when the input method is off.
TELEX_LETTERS = re.compile(r"(?<=[aou])w|^w(?=[aou])|(?<=d)d|(?<=a)a|(?<=e)e|(?<=o)o")
TELEX_TONE = re.compile(r"(?<=[aeiouy])([a-z]*)[sfrxj]$")
VNI = re.compile(r"(?<=[a-z])[0-9]")


def slips_allowed(word: str) -> int:
    """How many letters may be wrong, missing, too many or swapped: none in a word of two, two in a long one.

    >>> [slips_allowed(word) for word in ("an", "sung", "nguyne")]
    [0, 1, 2]
    """
    return 0 if len(word) < 3 else 1 if len(word) < 6 else 2


def unmarked(word: str) -> set[str]:
    """The word as it would be if its keystrokes had become marks, and these were folded away.

    >>> sorted(unmarked("suwowng")), sorted(unmarked("d9a85ng"))
    (['suong'], ['dang'])
    """
    telex = TELEX_LETTERS.sub("", word)
    return {telex, TELEX_TONE.sub(r"\1", telex), VNI.sub("", word)} - {word, ""}


def guesses(word: str, known: Collection[str]) -> list[str]:
    """The known words that ``word`` may stand for, the likeliest first; the word itself where it is known."""
    found = [word] if word in known else []
    found += sorted(other for other in unmarked(word) | sister_spellings(word) if other in known)
    if allowed := slips_allowed(word):
        near = process.extract(word, known, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        found += [other for other, *_rest in sorted(near, key=lambda one: farness(word, one[0], one[1]))]
    return list(dict.fromkeys(found))[:MOST_GUESSES]


def farness(word: str, other: str, slips: int) -> tuple:
    """Fewer slips are nearer; of as many, those behind the first letter, and those that leave the length."""
    return (slips, word[0] != other[0], abs(len(word) - len(other)), other)


def sister_spellings(word: str) -> set[str]:
    """The other way of writing the same sound: “Lý” and “Lí”."""
    return {word[:-1] + {"i": "y", "y": "i"}[word[-1]]} if word[-1:] in ("i", "y") else set()


def unlikeness(typed: str, name: str) -> tuple[float, int]:
    """How far a folded name is from a folded question, in whatever order their words stand.

    First the words that were typed, each against the nearest of the name; then the words too many.
    """
    asked, said = typed.split(), name.split()
    slips = sum(min(OSA.normalized_distance(word, other) for other in said) for word in asked)
    return (round(slips, 3), len(said))
