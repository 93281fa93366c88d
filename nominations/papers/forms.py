from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from .models import PaperTemplate


class IssueForm(forms.Form):
    """What a person knows of a paper that the portal does not: its number and date, once it is issued."""

    number = forms.IntegerField(
        label=_("Number"),
        min_value=1,
        max_value=99999,
        required=False,
        help_text=_("Leave number and date empty for a draft: room is left for them."),
    )
    issued_on = forms.DateField(label=_("Date"), required=False, widget=AdminDateInput)
    register_from = forms.IntegerField(
        label=_("First number of the golden book"), min_value=1, max_value=999999, required=False
    )
    ballot_round = forms.TypedChoiceField(label=_("Round"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args, kind, rounds=(), **kwargs):
        super().__init__(*args, **kwargs)
        if not kind.is_numbered:
            del self.fields["number"]
        if kind.code in UNDATED:
            del self.fields["issued_on"]
        if kind.code != "giay-chung-nhan":
            del self.fields["register_from"]
        if kind.code != "kiem-phieu" or len(rounds) < 2:
            del self.fields["ballot_round"]
        else:
            self.fields["ballot_round"].choices = [(number, number) for number in rounds]
            self.fields["ballot_round"].initial = rounds[-1]

    def clean(self):
        values = super().clean()
        number, day = values.get("number"), values.get("issued_on")
        if "number" in self.fields and "number" not in self.errors and "issued_on" not in self.errors:
            if number and not day:
                self.add_error("issued_on", _("A paper with a number has a date as well."))
            if day and not number:
                self.add_error("number", _("A paper with a date has a number as well."))
        return values


#: Papers whose date is the session's or their decision's, and lists.
UNDATED = (
    "phieu-bau",
    "tap-ho-so",
    "giay-chung-nhan",
    "ds-de-nghi",
    "ds-trich-ngang",
    "ds-kiem-phieu",
    "ds-tien-do",
    "ds-dai-bieu",
)


class TemplateForm(forms.Form):
    """A Word file in place of the template in use."""

    file = forms.FileField(
        label=_("Word file"), widget=forms.FileInput(attrs={"accept": ".docx"}), allow_empty_file=True
    )


class RecipientsForm(forms.ModelForm):
    class Meta:
        model = PaperTemplate
        fields = ["recipients"]
        widgets = {"recipients": forms.Textarea(attrs={"rows": 5})}
