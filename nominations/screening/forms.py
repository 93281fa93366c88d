from django import forms
from django.utils.translation import gettext_lazy as _

from ..dossiers.fields import PlainTextField

CONSEQUENCE_OF_RETURN = _(
    "The unit can edit the dossier again and hand it in once more; the review then starts over. "
    "The unit's people are told by mail."
)


class AcceptanceForm(forms.Form):
    comment = PlainTextField(
        label=_("Remark for the next reviewers"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The unit does not see it."),
    )


class ReturnForm(forms.Form):
    reason = PlainTextField(
        label=_("What the unit must mend"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The unit reads these words exactly as you write them."),
        error_messages={"required": _("Say what the unit must mend.")},
    )
