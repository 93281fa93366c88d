"""Approvals that follow from something above: they are revoked there, with all that depends on it, and not here."""

from collections.abc import Callable

OWNERS: list[Callable[[str], bool]] = []


def owns_approvals(question: Callable[[str], bool]):
    """Register a function that says whether an approval's reference is its room's own."""
    OWNERS.append(question)
    return question


def is_owned(reference: str) -> bool:
    return any(owns(reference) for owns in OWNERS)
