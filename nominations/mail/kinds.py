"""The kinds of mail that the portal sends. Rooms register theirs in ``parts_added``, when the app is ready."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """One kind of mail: what people call it, whether they may go without it, and whom it is for.

    Where it leaves no trace, its rows go with the mail: who was reminded to vote is nobody's business later.
    """

    code: str
    label: str
    may_decline: bool
    leaves_trace: bool = True
    for_reviewers: bool = False


KINDS: dict[str, Kind] = {}


def register_kind(
    code: str, label, *, may_decline: bool, leaves_trace: bool = True, for_reviewers: bool = False
) -> Kind:
    """Make a kind of mail known; ``label`` may be lazy. Unless it is for reviewers it is for units' people."""
    KINDS[code] = Kind(code, label, may_decline, leaves_trace, for_reviewers)
    return KINDS[code]


def kind_label(code: str) -> str:
    """What people call a kind; its bare code once nobody registers it any more."""
    return str(KINDS[code].label) if code in KINDS else code


def leaves_trace(code: str) -> bool:
    return code not in KINDS or KINDS[code].leaves_trace


def declinable(*, for_reviewers: bool) -> list[Kind]:
    """What a unit's person, or a reviewer, may go without."""
    return [kind for kind in KINDS.values() if kind.may_decline and kind.for_reviewers == for_reviewers]


def kind_choices() -> list[tuple[str, str]]:
    """Every kind whose rows stay, in the alphabetical order of its words."""
    return sorted(
        ((kind.code, str(kind.label)) for kind in KINDS.values() if kind.leaves_trace),
        key=lambda choice: choice[1],
    )
