"""Where the rooms above add papers to a session's pages, without being imported here.

A room registers when the app is ready:

    @session_links
    def papers(session, user):
        return [Link(_("Minutes"), url)]
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A paper that belongs to a session, and where it is read or made."""

    words: object
    url: str


LINKS: list[Callable] = []


def session_links(gather):
    """Register a function of (session, user) that answers a list of ``Link``."""
    LINKS.append(gather)
    return gather


def links_of(session, user) -> list[Link]:
    return [link for gather in LINKS for link in gather(session, user)]
