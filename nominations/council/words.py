"""The rule of a ballot, and what a row of the results means, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..campaigns.models import CampaignPage
from ..campaigns.outcome import OutcomeNumbers
from .reading import rule_of
from .rules import Basis, Comparison, OutcomeRule, ayes_needed, quorum_needed


@dataclass(frozen=True)
class RuleShown:
    """The numbers of a ballot as a person reads them, for a council of ``members``."""

    headline: str
    basis: str
    quorum: str
    way: str
    tie: str
    source: str
    quorum_needed: int


def rule_shown(numbers: OutcomeNumbers, members: int, campaign: CampaignPage | None = None) -> RuleShown:
    """Put a campaign's or a ballot's rule into words; ``campaign`` names the decree where it follows one."""
    rule = rule_of(numbers)
    basis = basis_words(rule, members)
    return RuleShown(
        headline=headline(rule, members) or basis,
        basis=basis,
        quorum=quorum_words(rule, members),
        way=_("Secret ballot")
        if numbers.is_secret
        else _("By show of hands: who chose what is written down"),
        tie=_("When the last seat is tied: %(rule)s.") % {"rule": numbers.get_tie_rule_display()},
        source=source_of(numbers, campaign),
        quorum_needed=quorum_needed(members, rule),
    )


def headline(rule: OutcomeRule, members: int) -> str:
    """“From 10 ayes”, where that number is the same for every name; empty otherwise."""
    if rule.basis == Basis.VOTES_CAST or not rule.recused_count:
        return ""
    return from_ayes(ayes_needed(members, rule))


def from_ayes(number: int) -> str:
    return ngettext("From %(number)d aye", "From %(number)d ayes", number) % {"number": number}


def basis_words(rule: OutcomeRule, members: int) -> str:
    values = {"threshold": rule.threshold, "members": members}
    more = rule.comparison == Comparison.MORE_THAN
    if rule.basis == Basis.VOTES_CAST:
        words = _("more than %(threshold)d %% of the votes cast on the name") if more else _(
            "at least %(threshold)d %% of the votes cast on the name"
        )  # fmt: skip
    elif rule.recused_count:
        words = _("more than %(threshold)d %% of all %(members)d members, the recused included") if more else _(
            "at least %(threshold)d %% of all %(members)d members, the recused included"
        )  # fmt: skip
    else:
        words = _("more than %(threshold)d %% of the members who may vote on the name") if more else _(
            "at least %(threshold)d %% of the members who may vote on the name"
        )  # fmt: skip
    return words % values


def quorum_words(rule: OutcomeRule, members: int) -> str:
    return _(
        "At least %(needed)d of %(members)d members (%(parts)d/%(of)d) must vote, or the ballot is void."
    ) % {
        "needed": quorum_needed(members, rule),
        "members": members,
        "parts": rule.quorum_numerator,
        "of": rule.quorum_denominator,
    }


def source_of(numbers: OutcomeNumbers, campaign: CampaignPage | None) -> str:
    """The name of the rule that the campaign chose, as long as the numbers are still that rule's."""
    preset = campaign.rule_preset if campaign else None
    return preset.name if preset and preset.numbers == numbers.numbers else ""
