"""What a nomination must hold before it can be handed in. Pure."""

from dataclasses import dataclass, field

REQUIRED_OF_CANDIDATE = (
    "name",
    "sex",
    "birth_year",
    "ethnicity",
    "home_place",
    "residence",
    "position",
    "qualification",
    "party_member",
    "duties",
)
REQUIRED_OF_CASE = ("field", "summary", "case")
REQUIRED_EVIDENCE = ("report", "minutes")
REQUIRED_ANSWERS = ("review", "story", "portrait", "video")


@dataclass(frozen=True)
class Missing:
    """One thing that is missing: the step where it is mended, and its field there."""

    step: str
    field: str


@dataclass(frozen=True)
class Dossier:
    """A nomination as plain values; ``consents`` holds the latest answer per purpose.

    ``untitled`` counts the achievements that have no name yet.
    """

    candidate: dict[str, object]
    case: dict[str, object]
    achievements: int
    awards: int
    without_awards: bool
    evidence: frozenset[str] = frozenset()
    untitled: int = 0
    consents: dict[str, bool] = field(default_factory=dict)


def missing(dossier: Dossier) -> list[Missing]:
    """List everything that is missing, in the order of the form.

    Source: the individual report form (Decree 98/2023); the complaint that lists arrive without
    birth year, qualification, membership and earlier awards.
    """
    gaps = [
        Missing("candidate", name) for name in REQUIRED_OF_CANDIDATE if empty(dossier.candidate.get(name))
    ]
    gaps += [Missing("case", name) for name in REQUIRED_OF_CASE if empty(dossier.case.get(name))]
    if not dossier.achievements or dossier.untitled:
        gaps.append(Missing("case", "achievements"))
    if not dossier.awards and not dossier.without_awards:
        gaps.append(Missing("awards", "awards"))
    gaps += [Missing("evidence", kind) for kind in REQUIRED_EVIDENCE if kind not in dossier.evidence]
    gaps += [Missing("consent", purpose) for purpose in REQUIRED_ANSWERS if purpose not in dossier.consents]
    if dossier.consents.get("review") is False:
        gaps.append(Missing("consent", "review"))
    return gaps


def empty(value: object) -> bool:
    """Say whether a value counts as missing; False and 0 are answers."""
    return value is None or value == "" or (isinstance(value, str) and not value.strip())
