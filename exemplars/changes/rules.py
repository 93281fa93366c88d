"""What a change is to those who read, over plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Face:
    """What the public sees of a page: where it stands; or why it stands nowhere any more."""

    url_path: str = ""
    reason: str = ""

    @property
    def is_public(self) -> bool:
        return not self.reason


def event_between(before: Face | None, after: Face) -> str | None:
    """Name what readers saw happen; None for nothing.

    ``before`` is None for a page that never was public. A page that was touched and still stands has
    changed. One that is gone for another reason than was said, say revoked after it was taken off, is
    withdrawn once more.
    """
    if after.is_public:
        return "changed" if before and before.is_public else "published"
    if before is None or before.reason == after.reason:
        return None
    return "withdrawn"


def moved(before: Face | None, after: Face) -> bool:
    """Say whether other versions of the page, which name its address, have changed with it."""
    return (before.url_path if before else "") != after.url_path


@dataclass(frozen=True)
class Place:
    """How far somebody has read: up to a number, in a log of which ``forgotten`` was the highest number removed."""

    sequence: int
    forgotten: int

    def is_trusted(self, *, last: int, forgotten: int) -> bool:
        """Say whether nothing can have been missed by reading on from here.

        From the beginning every page that is public is found, whatever was removed. Who was on the way
        when numbers were removed that lay ahead may have missed a withdrawal. A number that was never
        given comes from another log.
        """
        return self.sequence <= last and (self.sequence >= forgotten or self.forgotten == forgotten)
