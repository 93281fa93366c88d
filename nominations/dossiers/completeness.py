"""A nomination read as the plain values that the rules ask for, and what it lacks by its campaign's rules."""

from .asked import form_rules
from .models import Candidate, NominationPage, consents_in_force
from .rules import REQUIRED_OF_CASE, STANDARD, Dossier, Missing, missing

CANDIDATE_COLUMNS = STANDARD.asked_of("candidate")
ACHIEVEMENT_COLUMNS = ("title", "period", "detail", "result")
AWARD_COLUMNS = ("year", "name", "decision_number", "decision_date", "issuer")
LISTS = {"achievements": ACHIEVEMENT_COLUMNS, "awards": AWARD_COLUMNS}


def dossier_of(nomination: NominationPage) -> Dossier:
    """Read a nomination as the plain values that the rule of completeness asks for.

    Its row says what its latest revision says, and takes no query for each row of a list.
    """
    return dossier_in(nomination, nomination)


def dossier_in(page: NominationPage, nomination: NominationPage) -> Dossier:
    """Read the case from ``page`` and the rest from the stored nomination.

    A list passes its own row twice: the unit's changes are stored in both, so rows that were
    prefetched answer without a query.
    """
    rows = {name: rows_of(page, name) for name in LISTS}
    titles = [str(row["title"]).strip() for row in rows["achievements"]]
    return Dossier(
        candidate=record_of(nomination.candidate),
        case={name: getattr(page, f"{name}_id" if name == "field" else name) for name in REQUIRED_OF_CASE},
        achievements=len(titles),
        untitled=titles.count(""),
        awards=len(rows["awards"]),
        without_awards=page.without_awards,
        evidence=frozenset(file.kind for file in nomination.evidence.all() if not file.is_destroyed),
        consents=consents_in_force(nomination),
        rows=rows,
    )


def record_of(candidate: Candidate) -> dict[str, object]:
    """The private record, column by column."""
    return {name: getattr(candidate, name) for name in CANDIDATE_COLUMNS}


def rows_of(page: NominationPage, name: str) -> tuple[dict[str, object], ...]:
    """The rows of one list of the case, column by column."""
    return tuple(
        {column: getattr(row, column) for column in LISTS[name]} for row in getattr(page, name).all()
    )


def gaps_of(nomination: NominationPage) -> list[Missing]:
    """Everything that a nomination lacks, by what its campaign asks."""
    return missing(dossier_of(nomination), form_rules(nomination.campaign))
