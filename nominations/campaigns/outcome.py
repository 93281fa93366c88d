"""The numbers by which a council's ballot is decided: the same columns on presets, campaigns and ballots."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

#: Every column of the rule, in the order in which a person fills them in.
RULE_COLUMNS = (
    "threshold",
    "comparison",
    "basis",
    "recused_count",
    "quorum_numerator",
    "quorum_denominator",
    "is_secret",
    "tie_rule",
)

one_to_hundred = [MinValueValidator(1), MaxValueValidator(100)]


class OutcomeNumbers(models.Model):
    """Threshold, basis, quorum, secrecy and the rule for ties. ``council.rules.OutcomeRule`` decides by them."""

    class Comparison(models.TextChoices):
        AT_LEAST = "at_least", _("at least")
        MORE_THAN = "more_than", _("more than")

    class Basis(models.TextChoices):
        ALL_MEMBERS = "all_members", _("all members of the council")
        VOTES_CAST = "votes_cast", _("votes cast")

    class TieRule(models.TextChoices):
        ROUND = "round", _("a further round between them")
        CHAIR = "chair", _("the chair decides")

    threshold = models.PositiveSmallIntegerField(
        _("votes needed (%)"), default=90, validators=one_to_hundred, help_text=_("From 1 to 100.")
    )
    comparison = models.CharField(
        _("how the percentage counts"), max_length=10, choices=Comparison.choices, default=Comparison.AT_LEAST
    )
    basis = models.CharField(
        _("percentage of"), max_length=12, choices=Basis.choices, default=Basis.ALL_MEMBERS
    )
    recused_count = models.BooleanField(
        _("recused members count"),
        default=True,
        help_text=_(
            "Whether members who may not vote on a person are still among those of whom the percentage is taken."
        ),
    )
    quorum_numerator = models.PositiveSmallIntegerField(
        _("quorum: parts"),
        default=2,
        validators=one_to_hundred,
        help_text=_("2 of 3 means two thirds of all members."),
    )
    quorum_denominator = models.PositiveSmallIntegerField(
        _("quorum: of"), default=3, validators=one_to_hundred
    )
    is_secret = models.BooleanField(
        _("secret ballot"), default=True, help_text=_("Without the tick, members vote by show of hands.")
    )
    tie_rule = models.CharField(
        _("when the last seat is tied"), max_length=10, choices=TieRule.choices, default=TieRule.ROUND
    )

    class Meta:
        abstract = True

    @property
    def numbers(self) -> dict:
        """Every column of the rule with its value, to be copied onto another model."""
        return {name: getattr(self, name) for name in RULE_COLUMNS}


def rule_constraints(model: str) -> list[models.CheckConstraint]:
    """What the database itself refuses in a rule; ``model`` begins the names."""
    return [
        models.CheckConstraint(
            name=f"{model}_threshold_is_a_percentage", condition=Q(threshold__gte=1, threshold__lte=100)
        ),
        models.CheckConstraint(
            name=f"{model}_quorum_is_a_fraction",
            condition=Q(quorum_numerator__gte=1, quorum_numerator__lte=F("quorum_denominator")),
            violation_error_message=_("The quorum cannot be larger than the council."),
        ),
    ]
