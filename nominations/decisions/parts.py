"""Where the rooms above add papers and remarks to the sign-off list, without being imported here.

A room registers when it is imported by ``nominations.wagtail_hooks``, or by the app when it is ready:

    @signoff_links
    def papers(campaign, user):
        return [Link(_("Submission"), url)]

    @signoff_remarks
    def warnings(nominations, user):
        return {nomination.pk: [Remark(_("…"), is_warning=True)]}
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Link:
    """A paper that belongs to a campaign's list, and where it is read."""

    words: object
    url: str


@dataclass(frozen=True)
class Remark:
    """A line beside a name; of one with a warning nobody is chosen beforehand."""

    words: object
    is_warning: bool = False


LINKS: list[Callable] = []
REMARKS: list[Callable] = []


def signoff_links(gather):
    """Register a function of (campaign, user) that answers a list of ``Link``."""
    LINKS.append(gather)
    return gather


def signoff_remarks(gather):
    """Register a function of (nominations, user) that answers lists of ``Remark`` by the nomination's key."""
    REMARKS.append(gather)
    return gather


def links_of(campaign, user) -> list[Link]:
    return [link for gather in LINKS for link in gather(campaign, user)]


def remarks_on(nominations, user) -> dict[int, list[Remark]]:
    """Gather every room's remarks; each room is asked once for the whole list."""
    found: dict[int, list[Remark]] = defaultdict(list)
    for gather in REMARKS:
        for key, remarks in gather(nominations, user).items():
            found[key] += remarks
    return found
