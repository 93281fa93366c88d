"""What a profile still lacks before it can be published: words for those who cannot see or hear it."""

from ..clips.rules import Missing
from .rules import Shortcoming

#: Blocks of the story in which the person is seen moving, or heard.
RECORDINGS = ("clip", "video")

LACKING = {
    Missing.RECORDING: Shortcoming.NO_RECORDING,
    Missing.CAPTIONS: Shortcoming.NO_CAPTIONS,
    Missing.TRANSCRIPT: Shortcoming.NO_TRANSCRIPT,
}


def shortcomings(profile) -> list[Shortcoming]:
    """List, each once, what an editor has still to write."""
    found = [Shortcoming.NO_PORTRAIT_WORDS] if profile.portrait_id and not profile.portrait_alt else []
    for block in profile.story:
        if block.block_type in RECORDINGS:
            found += [LACKING[missing] for missing in block.value.missing]
    return list(dict.fromkeys(found))
