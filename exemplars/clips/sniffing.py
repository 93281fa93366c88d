"""What an uploaded recording really is: told from its first bytes, never believed from its name."""

from dataclasses import dataclass
from pathlib import PurePath

import filetype

from .rules import Kind

#: As much of a file as its kind is told from.
HEAD = 8192


@dataclass(frozen=True)
class Format:
    """A format that every browser of today plays, and the endings that a file of it may have."""

    media_type: str
    kind: Kind
    endings: tuple[str, ...]


FORMATS = {
    one.media_type: one
    for one in (
        Format("video/mp4", Kind.VIDEO, (".mp4", ".m4v")),
        Format("video/webm", Kind.VIDEO, (".webm",)),
        Format("audio/mpeg", Kind.AUDIO, (".mp3",)),
        Format("audio/mp4", Kind.AUDIO, (".m4a",)),
        Format("audio/ogg", Kind.AUDIO, (".ogg", ".oga")),
    )
}
#: Major brands of the family of MP4 that are sound, and those that are pictures or play on few machines only.
SOUND_BRANDS = {b"M4A ", b"M4B "}
OTHER_BRANDS = {b"qt  ", b"heic", b"heix", b"mif1", b"msf1", b"avif", b"avis", b"crx "}


def format_of(head: bytes) -> Format | None:
    """Tell the format from the first bytes of a file; None for what is not taken."""
    return FORMATS.get(family_of_mp4(head) if head[4:8] == b"ftyp" else other(head))


def family_of_mp4(head: bytes) -> str:
    brand = head[8:12]
    if brand in OTHER_BRANDS:
        return ""
    return "audio/mp4" if brand in SOUND_BRANDS else "video/mp4"


def other(head: bytes) -> str:
    if head.startswith(b"OggS") and b"theora" in head:
        return ""
    guess = filetype.guess(head)
    return guess.mime if guess else ""


def ending_of(name: str) -> str:
    return PurePath(name).suffix.lower()
