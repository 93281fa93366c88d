from django import forms
from django.utils.translation import gettext_lazy as _


class AcceptanceForm(forms.Form):
    comment = forms.CharField(
        label=_("Remark for the next reviewers"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("The unit does not see it."),
    )


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label=_("What the unit must mend"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The unit reads these words exactly as you write them."),
        error_messages={"required": _("Say what the unit must mend.")},
    )
