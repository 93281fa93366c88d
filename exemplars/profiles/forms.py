from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from .checklist import PLACES
from .gate import REASONS


class ExemplarForm(WagtailAdminPageForm):
    """The editor's form; it asks the gate before anything is published, so that the answer is readable."""

    def clean(self):
        cleaned = super().clean()
        if "action-publish" in self.data:
            self._ask_the_gate(cleaned)
        return cleaned

    def _ask_the_gate(self, cleaned) -> None:
        profile = self.instance
        for name in ("approval", "embargo_until", "go_live_at", "portrait", "portrait_alt", "story"):
            if name in cleaned:
                setattr(profile, name, cleaned[name])
        for reason in profile.publication_refusals(profile.appears_at):
            self.add_error(None, REASONS[reason])
        for shortcoming in profile.shortcomings:
            self.add_error(PLACES[shortcoming], REASONS[shortcoming])


class RevocationForm(forms.Form):
    """The decision that takes back a recognition of an earlier year, and its reference code typed by hand."""

    decision = forms.CharField(label=_("Decision number"), max_length=60)
    on = forms.DateField(
        label=_("Decision date"),
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        help_text=_("Day/month/year, for example 19/05/2023."),
    )
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    reference = forms.CharField(
        label=_("Type the reference code to confirm"), widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, *args, approval, **kwargs):
        super().__init__(*args, **kwargs)
        self.approval = approval

    def clean_on(self):
        day = self.cleaned_data["on"]
        if not self.approval.decision_date <= day <= timezone.localdate():
            raise forms.ValidationError(
                _("The date must lie between the decision that is revoked and today.")
            )
        return day

    def clean_reference(self):
        typed = self.cleaned_data["reference"].strip().upper()
        if typed != self.approval.reference.upper():
            raise forms.ValidationError(
                _("This is not the code of this approval: %(code)s.") % {"code": self.approval.reference}
            )
        return self.approval.reference
