from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from ..dossiers.fields import DayField, PlainTextField


class DecisionForm(forms.Form):
    """Number, date and signatory of the signed decision."""

    number = PlainTextField(
        label=_("Decision number"), max_length=60, help_text=_("For example 0142/QĐ-BTTTT.")
    )
    decided_on = DayField(
        label=_("Decision date"),
        earliest=date(1948, 6, 11),
        help_text=_("Day/month/year, for example 19/05/2023."),
    )
    signatory = PlainTextField(
        label=_("Signatory"), max_length=150, help_text=_("Name without academic titles.")
    )


class ApprovalForm(DecisionForm):
    comment = PlainTextField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeclineForm(DecisionForm):
    reason = PlainTextField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The unit reads these words."),
        error_messages={"required": _("Give the reason.")},
    )
