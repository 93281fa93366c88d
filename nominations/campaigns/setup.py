"""The ballot rules that the portal begins with, after the decrees; from then on they are the administrator's."""

from django.db import transaction

from .models import RulePreset
from .outcome import OutcomeNumbers

ALL_MEMBERS, VOTES_CAST = OutcomeNumbers.Basis.ALL_MEMBERS, OutcomeNumbers.Basis.VOTES_CAST
MORE_THAN = OutcomeNumbers.Comparison.MORE_THAN

#: By name; what is not named is the model's default. Where a source is silent the number is ours: a secret
#: ballot, which every "ballot" allows, and a quorum of two thirds.
PRESETS = {
    # Decree 91/2017, Art. 45(8): a meeting and a secret ballot, at least 90 % of all members.
    "Nghị định 91/2017: 90 % tổng số thành viên, phiếu kín": {"threshold": 90},
    # Decree 98/2023, Art. 30(7): yes-votes of all members, 90 % for the highest titles …
    "Nghị định 98/2023: 90 % tổng số thành viên": {"threshold": 90},
    # … and 80 % for grassroots fighter and flags.
    "Nghị định 98/2023: 80 % tổng số thành viên": {"threshold": 80},
    # Other bodies' rule, by resolution: more than half of those who vote, when half of the council is there.
    "Quá nửa số phiếu bầu": {
        "threshold": 50,
        "comparison": MORE_THAN,
        "basis": VOTES_CAST,
        "recused_count": False,
        "quorum_numerator": 1,
        "quorum_denominator": 2,
    },
    # Circular 25/2025: quorum of two thirds of all members; a last tie follows the chair's vote.
    "Thông tư 25/2025/TT-BKHCN: quá nửa số phiếu bầu, họp khi có 2/3 thành viên": {
        "threshold": 50,
        "comparison": MORE_THAN,
        "basis": VOTES_CAST,
        "recused_count": False,
        "quorum_numerator": 2,
        "quorum_denominator": 3,
        "tie_rule": OutcomeNumbers.TieRule.CHAIR,
    },
}


@transaction.atomic
def set_up_presets() -> None:
    """Make the rules where there is none at all: what an administrator changed, renamed or removed stays so."""
    if RulePreset.objects.exists():
        return
    for order, (name, numbers) in enumerate(PRESETS.items(), start=1):
        RulePreset.objects.create(name=name, sort_order=order, **numbers)
