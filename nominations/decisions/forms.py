from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from ..dossiers.fields import DayField, PlainTextField
from .models import SIGNED_AS


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
    signed_as = forms.ChoiceField(
        label=_("Signed as"), choices=[(line, line) for line in SIGNED_AS], required=False
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


class SendBackForm(forms.Form):
    reason = PlainTextField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The council and the reviewers read these words; the unit does not."),
        error_messages={"required": _("Give the reason.")},
    )


class SignOffForm(DecisionForm):
    """One decision on the chosen people of a list; ``steps`` are the leader's steps at which they wait."""

    steps = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": _("Choose at least one person of this list."),
            "invalid_choice": _("Somebody whom you chose no longer waits for a decision. Choose again."),
        },
    )

    def __init__(self, *args, waiting, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["steps"].choices = [(step, step) for step in waiting]


class RevocationForm(DecisionForm):
    """The decision that takes a recognition back, and the reason."""

    reason = PlainTextField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The unit and the reviewers read these words. The public does not."),
        error_messages={"required": _("Give the reason.")},
    )

    def __init__(self, *args, decided_on: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.recognised_on = decided_on

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day < self.recognised_on:
            raise forms.ValidationError(_("The recognition cannot be revoked before it was decided."))
        return day


class ConfirmedRevocationForm(RevocationForm):
    """The same, with the reference code typed by hand as the last word."""

    reference = forms.CharField(
        label=_("Type the reference code to confirm"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args, reference: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.code = reference

    def clean_reference(self):
        typed = self.cleaned_data["reference"].strip().upper()
        if typed != self.code.upper():
            raise forms.ValidationError(
                _("This is not the code of this nomination: %(code)s.") % {"code": self.code}
            )
        return typed
