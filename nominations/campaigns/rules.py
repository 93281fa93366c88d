"""When a campaign takes nominations. Pure: moments are aware datetimes, decided by the server's clock."""

from datetime import datetime
from enum import StrEnum


class Window(StrEnum):
    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"


def window(opens_at: datetime, closes_at: datetime, now: datetime) -> Window:
    """Say where ``now`` stands; the closing moment itself is already too late."""
    if now < opens_at:
        return Window.UPCOMING
    return Window.OPEN if now < closes_at else Window.CLOSED


def reference_code(prefix: str, year: int, number: int) -> str:
    """Write a reference code, four digits at least.

    >>> reference_code("DHTT", 2023, 42)
    'DHTT-2023-0042'
    """
    return f"{prefix}-{year}-{number:04d}"
