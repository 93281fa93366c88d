"""The kinds of pages that the log follows: which of them anybody may read now, and why one is public no more."""

from collections.abc import Callable
from dataclasses import dataclass

from wagtail.models import Page
from wagtail.query import PageQuerySet

from ..columns.models import ColumnPage
from ..conferences.models import ConferencePage
from ..profiles.models import ExemplarPage
from ..profiles.rules import Gone
from .models import Reason


@dataclass(frozen=True)
class Followed:
    """One kind of page; ``public`` answers what the API would show at this moment."""

    subject: str
    model: type[Page]
    public: Callable[[], PageQuerySet]
    why_gone: Callable[[Page], str]


def why_profile_is_gone(profile: ExemplarPage) -> str:
    """Name the kind of the reason; that a page stands behind a door is nobody's business."""
    gone = profile.approval.gone if profile.approval else None
    return {Gone.REVOKED: Reason.REVOKED, Gone.WITHDRAWN: Reason.CONSENT}.get(gone, Reason.UNPUBLISHED)


FOLLOWED = {
    kind.subject: kind
    for kind in (
        Followed("profile", ExemplarPage, lambda: ExemplarPage.objects.published(), why_profile_is_gone),
        Followed(
            "column", ColumnPage, lambda: ColumnPage.objects.published(), lambda page: Reason.UNPUBLISHED
        ),
        Followed(
            "conference",
            ConferencePage,
            lambda: ConferencePage.objects.published(),
            lambda page: Reason.UNPUBLISHED,
        ),
    )
}


def subject_of(page: Page) -> str | None:
    """The kind of a page, also of one that was read as a plain page; None for what the log does not follow."""
    model = page.specific_class if type(page) is Page else type(page)
    return next((kind.subject for kind in FOLLOWED.values() if kind.model is model), None)
