from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from .forms import RulePresetForm
from .models import RulePreset


def votes_needed(rule: RulePreset) -> str:
    """Write the threshold as a person says it: “at least 90 % of all members of the council”."""
    return _("%(comparison)s %(threshold)d%% of %(basis)s") % {
        "comparison": rule.get_comparison_display(),
        "threshold": rule.threshold,
        "basis": rule.get_basis_display(),
    }


def quorum(rule: RulePreset) -> str:
    return f"{rule.quorum_numerator}/{rule.quorum_denominator}"


class RulePresetIndex(IndexView):
    table_classname = "listing cards"


class RulePresetViewSet(ModelViewSet):
    """The named ballot rules that a campaign can begin from; administrators keep them."""

    model = RulePreset
    name = "ballot_rules"
    icon = "tasks"
    menu_label = _("Ballot rules")
    menu_order = 530
    add_to_admin_menu = True
    index_view_class = RulePresetIndex
    ordering = ["sort_order", "name"]
    list_display = [
        "name",
        Column("votes_needed", label=_("Votes needed"), accessor=votes_needed),
        Column("quorum", label=_("Quorum"), accessor=quorum),
        BooleanColumn("is_secret", label=_("Secret ballot")),
    ]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("threshold"), FieldPanel("comparison"), FieldPanel("basis")]),
                    FieldRowPanel([FieldPanel("quorum_numerator"), FieldPanel("quorum_denominator")]),
                    FieldPanel("recused_count"),
                    FieldPanel("is_secret"),
                    FieldPanel("tie_rule"),
                ],
                heading=_("The council's ballot"),
            ),
            FieldPanel("sort_order"),
        ],
        base_form_class=RulePresetForm,
    )
