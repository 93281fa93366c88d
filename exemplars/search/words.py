"""Text as the search sees it: plain lower-case words without marks. Pure."""

import re

from ..vocabulary.names import fold

#: More than anybody types on purpose; the rest of a longer question is not read.
LONGEST_QUESTION = 200

WORD = re.compile(r"[^\W_]+")


def plain_words(text: str) -> str:
    """Return the words of ``text`` folded and joined by single spaces.

    Signs carry no meaning in either database's query language once they are gone.

    >>> plain_words("Quyết định 0142/QĐ-BTTTT: “Chuyển đổi số”")
    'quyet dinh 0142 qd btttt chuyen doi so'
    """
    return " ".join(WORD.findall(fold(text)))
