"""What makes the log a chain, and what breaks it. Pure."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

#: What the first entry follows on.
GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """One entry as plain values. ``moment`` is ISO 8601 in UTC, ``data`` canonical JSON as text."""

    sequence: int
    moment: str
    actor_id: str
    actor_name: str
    action: str
    subject_type: str
    subject_id: str
    subject_label: str
    reference: str
    campaign: str
    data: str
    previous_hash: str
    hash: str = ""


#: What a line that cannot be read stands for; it fits nowhere.
NO_ENTRY = Link(0, *[""] * 11)


@dataclass(frozen=True)
class Break:
    """The first place at which a chain does not hold, and why."""

    sequence: int
    reason: str


@dataclass(frozen=True)
class Verdict:
    """How many entries hold, the hash of the last of them, and what breaks the chain, if anything does."""

    count: int
    head: str
    broken: Break | None = None


def canonical(values: object) -> str:
    """Write values as JSON that is the same text for the same values.

    >>> canonical({"b": 1, "a": "Đỗ"})
    '{"a":"Đỗ","b":1}'
    """
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def hash_of(link: Link) -> str:
    """Return the SHA-256 of everything in an entry but its own hash, the hash before it included."""
    values = asdict(link)
    del values["hash"]
    return hashlib.sha256(canonical(values).encode()).hexdigest()


def fault(link: Link, sequence: int, previous: str) -> str:
    """Say why ``link`` cannot stand as entry ``sequence`` after ``previous``; empty where it can."""
    if link.sequence > sequence:
        return f"entries {sequence} to {link.sequence - 1} are missing"
    if link.sequence < sequence:
        return f"entry {link.sequence} stands here: inserted, repeated or out of order"
    if hash_of(link) != link.hash:
        return "its content is not what was sealed: altered"
    if link.previous_hash != previous:
        return "it does not follow on the entry before it: one of the two was replaced"
    return ""


def verdict(links: Iterable[Link], *, expected_head: str = "") -> Verdict:
    """Walk a chain from its beginning to the first break, keeping nothing but the last hash.

    ``expected_head`` is a hash that was noted down earlier: it must stand somewhere in the chain, or
    the entries up to it have been cut off or written anew.
    """
    count, previous, met = 0, GENESIS, not expected_head
    for link in links:
        if reason := fault(link, count + 1, previous):
            return Verdict(count, previous, Break(count + 1, reason))
        count, previous = count + 1, link.hash
        met = met or link.hash == expected_head
    if not met:
        reason = "the noted hash is not in the chain: its end was cut off, or all was written anew"
        return Verdict(count, previous, Break(count + 1, reason))
    return Verdict(count, previous)


def written(link: Link) -> str:
    """Write an entry as one line of an export."""
    return canonical(asdict(link))


def links_in(lines: Iterable[str]) -> Iterator[Link]:
    """Read the lines of an export; one that is no entry becomes an entry that breaks the chain."""
    for line in lines:
        if line.strip():
            yield link_in(line)


def link_in(line: str) -> Link:
    try:
        link = Link(**json.loads(line))
    except (ValueError, TypeError):
        return NO_ENTRY
    kinds = [type(value) for value in asdict(link).values()]
    return link if kinds == [int, *[str] * (len(kinds) - 1)] else NO_ENTRY
