"""Where a conference stands, decided over plain moments. Pure: all of them aware and in the conference's own zone."""

from datetime import datetime
from enum import StrEnum


class Phase(StrEnum):
    BEFORE = "before"
    TODAY = "today"
    LIVE = "live"
    AFTER = "after"


class Stream(StrEnum):
    NONE = "none"
    WAITING = "waiting"
    ON_AIR = "on-air"
    RECORDED = "recorded"


def phase_of(starts_at: datetime, ends_at: datetime, now: datetime) -> Phase:
    """Say where ``now`` stands: before the day, on its day, between its first and last moment, or after.

    The last moment itself is over. The night between two days of a conference counts as its time.
    """
    if now >= ends_at:
        return Phase.AFTER
    if now >= starts_at:
        return Phase.LIVE
    return Phase.TODAY if now.date() == starts_at.date() else Phase.BEFORE


def stream_of(address: str, begins_at: datetime | None, ends_at: datetime, now: datetime) -> Stream:
    """Say what may be shown of the live picture; before it begins only when that is."""
    if not address or begins_at is None:
        return Stream.NONE
    if now < begins_at:
        return Stream.WAITING
    return Stream.ON_AIR if now < ends_at else Stream.RECORDED
