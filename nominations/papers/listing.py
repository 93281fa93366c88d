"""The table of papers about one campaign, session or nomination: each kind, and the last one made of it."""

from dataclasses import dataclass

from django.urls import reverse

from ..campaigns.models import CampaignPage
from ..council.models import CouncilSession
from ..delegates.models import Roster
from ..dossiers.models import NominationPage
from .kinds import Kind, Scope, kinds_of
from .models import Paper
from .readiness import obstacle
from .sheets import SHEETS, Sheet

MODELS = {
    Scope.CAMPAIGN: CampaignPage,
    Scope.SESSION: CouncilSession,
    Scope.NOMINATION: NominationPage,
    Scope.ROSTER: Roster,
}


@dataclass(frozen=True)
class Row:
    """One kind of paper; ``obstacle`` says why it cannot be made now, ``last`` is the latest of those kept."""

    kind: Kind | Sheet
    obstacle: str
    last: Paper | None
    generate_url: str
    kept: int

    @property
    def is_list(self) -> bool:
        return isinstance(self.kind, Sheet)


def rows_about(scope: Scope, subject) -> list[Row]:
    """Every kind of one scope, Word papers before lists; a constant number of queries."""
    kinds = [*kinds_of(scope), *(sheet for sheet in SHEETS.values() if sheet.scope == scope)]
    papers = list(papers_about(scope, subject).select_related("generated_by"))
    return [row(kind, subject, [paper for paper in papers if paper.kind == kind.code]) for kind in kinds]


def row(kind: Kind | Sheet, subject, papers: list[Paper]) -> Row:
    return Row(
        kind=kind,
        obstacle=obstacle(kind, subject),
        last=papers[0] if papers else None,
        generate_url=reverse("papers:generate", args=[kind.code, subject.pk]),
        kept=len(papers),
    )


def papers_about(scope: Scope, subject):
    """The papers kept about a subject, the newest first."""
    if scope == Scope.CAMPAIGN:
        return Paper.objects.filter(campaign=subject, session=None, nomination=None, roster=None)
    return Paper.objects.filter(**{str(scope): subject})


def subject_of_kind(kind: Kind | Sheet, key: int):
    """The thing with this key that reviewers make a kind of paper from, or None."""
    if kind.scope not in MODELS:
        return None
    rows = MODELS[kind.scope].objects.filter(pk=key)
    if kind.scope == Scope.NOMINATION:
        rows = rows.handed_in()
    if kind.scope == Scope.ROSTER:
        rows = rows.select_related("conference")
    return rows.first() if kind.scope == Scope.CAMPAIGN else rows.select_related("campaign").first()
