"""What a reader asks: words, phrases in quotation marks, and the beginning of a word. Pure but for query types."""

import re
from dataclasses import dataclass

from modelsearch.query import MATCH_NONE, And, Or, Phrase, PlainText, SearchQuery

from .words import LONGEST_QUESTION, plain_words

#: „…“ and “…” as Vietnamese and English set them, «…», and the straight ones of a keyboard.
QUOTED = re.compile(r"[“„\"«”]([^“”„\"«»]*)[”“\"»]")
#: More words say no more about what is sought, and each costs.
MOST_WORDS = 12
#: One letter begins too many words.
SHORTEST_BEGINNING = 2


class Beginning(PlainText):
    """Matches words that begin with this one."""


@dataclass(frozen=True)
class Question:
    """A question, folded: ``words`` in the order typed, and ``phrases``, each of several words."""

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()

    def __bool__(self):
        return bool(self.words or self.phrases)

    @property
    def text(self) -> str:
        return " ".join([*self.words, *self.phrases])

    @property
    def terms(self) -> list[str]:
        """What is to be marked where it is found: the phrases, the words side by side, each word."""
        together = [" ".join(self.words)] if len(self.words) > 1 else []
        return [*self.phrases, *together, *self.words]

    @property
    def whole(self) -> SearchQuery:
        """Every word and phrase as it stands."""
        return joined([*map(Phrase, self.phrases), *map(every_word, self.words)])

    @property
    def together(self) -> SearchQuery:
        """The words side by side, as they were typed; nothing where that says no more than ``whole``."""
        if len(self.words) < 2 or self.phrases:
            return MATCH_NONE
        return Phrase(" ".join(self.words))

    @property
    def beginning(self) -> SearchQuery:
        """The same with the last word taken for the beginning of one; nothing where it is too short."""
        if not self.words or len(self.words[-1]) < SHORTEST_BEGINNING:
            return MATCH_NONE
        *words, last = self.words
        return joined([*map(Phrase, self.phrases), *map(every_word, words), Beginning(last)])


def parse(typed: str) -> Question:
    """Read a question; a quotation mark without its other half is no sign of anything.

    >>> parse('lò “chuyển đổi số” Suo')
    Question(words=('lo', 'suo'), phrases=('chuyen doi so',))
    """
    typed = typed[:LONGEST_QUESTION]
    quoted = [plain_words(text) for text in QUOTED.findall(typed)]
    words = plain_words(QUOTED.sub(" ", typed)).split()
    words += [phrase for phrase in quoted if phrase and " " not in phrase]
    return Question(
        tuple(dict.fromkeys(words[:MOST_WORDS])),
        tuple(dict.fromkeys(phrase for phrase in quoted if " " in phrase)),
    )


def every_word(words: str) -> PlainText:
    return PlainText(words, operator="and")


def any_of(words: list[str]) -> SearchQuery:
    return Or([every_word(word) for word in words]) if len(words) > 1 else every_word(words[0])


def joined(parts: list[SearchQuery]) -> SearchQuery:
    """All of the parts; nothing where there is none."""
    return And(parts) if len(parts) > 1 else next(iter(parts), MATCH_NONE)
