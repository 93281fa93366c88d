from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput


class DecisionForm(forms.Form):
    """Number, date and signatory of the signed decision."""

    number = forms.CharField(label=_("Decision number"), max_length=60, help_text=_("For example 0142/QĐ-BTTTT."))
    decided_on = forms.DateField(label=_("Decision date"), widget=AdminDateInput)
    signatory = forms.CharField(label=_("Signatory"), max_length=150, help_text=_("Name without academic titles."))

    def clean_decided_on(self):
        day = self.cleaned_data["decided_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The decision date lies in the future."))
        if day.year < 1948:
            raise forms.ValidationError(_("The decision date is too long ago."))
        return day


class ApprovalForm(DecisionForm):
    comment = forms.CharField(
        label=_("Remark"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeclineForm(DecisionForm):
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The unit reads these words."), error_messages={"required": _("Give the reason.")},
    )
