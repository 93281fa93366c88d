"""Which seat is free. Pure."""

from collections.abc import Collection


def free_seat(taken: Collection[int], seats: int) -> int | None:
    """Return the lowest free seat number of a quota, or None when all are taken.

    A seat that was freed is given out again before a higher one.

    >>> free_seat({1, 3}, 3)
    2
    """
    return next((number for number in range(1, seats + 1) if number not in taken), None)
