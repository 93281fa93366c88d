"""A story in the order in which a page shows it: what is read, what was done, what is seen and heard."""

from dataclasses import dataclass, field

from .shortcomings import RECORDINGS


@dataclass
class Parts:
    """``read`` are blocks in the order of the story, ``achievements`` rows, ``clips`` blocks of recordings."""

    read: list = field(default_factory=list)
    achievements: list = field(default_factory=list)
    clips: list = field(default_factory=list)


def parts_of(story) -> Parts:
    """Take achievements and recordings out of the column of text; they want the width of the page."""
    parts = Parts()
    for block in story:
        if block.block_type == "achievements":
            parts.achievements += block.value
        elif block.block_type in RECORDINGS:
            parts.clips.append(block)
        else:
            parts.read.append(block)
    return parts
