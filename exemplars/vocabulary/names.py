"""How Vietnamese names are folded for search and ordered in lists. Pure."""

import unicodedata

#: The Vietnamese alphabet. Tone marks do not make letters of their own; ă, â, đ, ê, ô, ơ, ư do.
ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
LETTER_RANK = {letter: f"{rank:02d}" for rank, letter in enumerate(ALPHABET, start=1)}

#: Combining tone marks in dictionary order: none, grave, hook, tilde, acute, dot below.
TONES = "\u0300\u0309\u0303\u0301\u0323"


def clean_text(text: str) -> str:
    """Return ``text`` in NFC with runs of white space joined and the ends trimmed."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Return ``text`` without case, marks or đ, so that “Chuyển đổi” and “chuyen doi” meet.

    >>> fold("Đặng Thị Ngà")
    'dang thi nga'
    """
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not unicodedata.combining(c)))


def given_name(full_name: str) -> str:
    """Return the last word of a Vietnamese name: the name by which a person is addressed."""
    return full_name.split()[-1] if full_name.split() else ""


def collation_key(word: str) -> str:
    """Spell a word so that plain string order is Vietnamese order: letters first, then tones."""
    letters, tones = [], []
    for character in unicodedata.normalize("NFC", word.casefold()):
        parts = unicodedata.normalize("NFD", character)
        tone = next((mark for mark in parts if mark in TONES), "")
        letter = unicodedata.normalize("NFC", "".join(mark for mark in parts if mark not in TONES))
        letters.append(LETTER_RANK.get(letter, f"99{letter}"))
        tones.append(str(TONES.find(tone) + 1) if tone else "0")
    return "".join(letters) + "." + "".join(tones)


def sort_key(full_name: str) -> str:
    """Order people by given name, then middle names, then surname, in Vietnamese alphabetical order."""
    family, *others = full_name.split() or [""]
    ordered = [*others[-1:], *others[:-1], family]
    return " ".join(collation_key(word) for word in ordered)
