"""What a recording must carry before anybody may see it, and what captions look like. No Django here."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    VIDEO = "video"
    AUDIO = "audio"


class Missing(StrEnum):
    """What keeps a recording from those who cannot hear it, or cannot see it."""

    RECORDING = "recording"
    CAPTIONS = "captions"
    TRANSCRIPT = "transcript"


def words_missing(kind: Kind, *, captions: bool, transcript: bool) -> list[Missing]:
    """List what a recording lacks: a video needs captions and a transcript, a sound recording a transcript.

    Source: WCAG 2.2, 1.2.1–1.2.3; Circular 26/2020 (text for every sound on a ministry's portal).
    """
    found = [Missing.CAPTIONS] if kind is Kind.VIDEO and not captions else []
    return found if transcript else [*found, Missing.TRANSCRIPT]


# --- Captions ---------------------------------------------------------------------------------------


class CaptionFault(StrEnum):
    """What is wrong with a file of captions."""

    NO_HEADER = "no-header"
    NO_CUES = "no-cues"
    BAD_TIMING = "bad-timing"
    BACKWARDS = "backwards"
    EMPTY_CUE = "empty-cue"


class CaptionsRefused(ValueError):
    """A file of captions that browsers would not show; ``line`` counts from one."""

    def __init__(self, fault: CaptionFault, line: int):
        self.fault, self.line = fault, line
        super().__init__(f"{fault} in line {line}")


@dataclass(frozen=True)
class Cue:
    """One piece of captions: seconds from the beginning, and what is read."""

    start: float
    end: float
    text: str


ARROW = "-->"
TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
TIMING = re.compile(rf"\s*{TIME}\s+{ARROW}\s+{TIME}(?:\s.*)?")
#: Parts of a file that are no captions.
ASIDES = ("NOTE", "STYLE", "REGION")


def read_captions(text: str) -> list[Cue]:
    """Read WebVTT, the one format of captions that browsers know; CaptionsRefused says what is wrong where.

    >>> read_captions("WEBVTT\\n\\n00:01.000 --> 00:02.500\\nChào bà con")
    [Cue(start=1.0, end=2.5, text='Chào bà con')]
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT([ \t].*)?", lines[0]):
        raise CaptionsRefused(CaptionFault.NO_HEADER, 1)
    cues = [cue(block, line) for line, block in blocks_of(lines) if not block[0].startswith(ASIDES)]
    if not cues:
        raise CaptionsRefused(CaptionFault.NO_CUES, len(lines))
    return cues


def blocks_of(lines: list[str]):
    """Yield the line number and the lines of every block after the header; empty lines part blocks."""
    block, begun = [], 0
    for number, line in enumerate([*lines[1:], ""], start=2):
        if line.strip():
            begun = begun if block else number
            block.append(line)
        elif block:
            yield begun, block
            block = []


def cue(block: list[str], line: int) -> Cue:
    """Read one cue; its first line may be a name."""
    named = ARROW not in block[0] and len(block) > 1
    timing, words = (block[1], block[2:]) if named else (block[0], block[1:])
    line += int(named)
    found = TIMING.fullmatch(timing)
    if not found:
        raise CaptionsRefused(CaptionFault.BAD_TIMING, line)
    start, end = seconds(found.groups()[:4]), seconds(found.groups()[4:])
    if end <= start:
        raise CaptionsRefused(CaptionFault.BACKWARDS, line)
    if not "".join(words).strip():
        raise CaptionsRefused(CaptionFault.EMPTY_CUE, line)
    return Cue(start, end, "\n".join(words).strip())


def seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, whole, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + whole + thousandths / 1000


# --- Length -----------------------------------------------------------------------------------------


def clock(length: float) -> str:
    """A length in seconds as players write it; empty where it is not known.

    >>> clock(252.4), clock(3605)
    ('4:12', '1:00:05')
    """
    whole = round(length)
    if whole <= 0:
        return ""
    minutes, rest = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
