"""What people fill in here: assignments and announcements in the admin, reports in the workspace, reminders."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from ..refusals import Refused
from .actions.chasing import require_fillable
from .actions.duties import MOST_FILES
from .models import Duty, DutyReport
from .rules import amount_of, dong


class DongField(forms.CharField):
    """Whole dong, written as people write them: 12.500.000 đ; None where nothing was written."""

    default_error_messages = {"amount": _("Write whole dong, for example 12.500.000.")}

    def __init__(self, **kwargs):
        super().__init__(max_length=40, **kwargs)

    def prepare_value(self, value):
        return dong(value) if isinstance(value, int) else value

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            return amount_of(text)
        except ValueError as wrong:
            raise forms.ValidationError(self.error_messages["amount"], code="amount") from wrong

    def run_validators(self, value):
        """The validators of a text have nothing to say of a number."""

    def has_changed(self, initial, data):
        try:
            return self.to_python(data) != initial
        except forms.ValidationError:
            return True


class DutyForm(WagtailAdminModelForm):
    """The screener's form of an assignment."""

    cost = DongField(
        label=_("estimated cost"),
        required=False,
        help_text=_("In dong, for example 12.500.000 đ. Empty: none."),
    )

    class Meta:
        model = Duty
        fields = ["campaign", "title", "lead", "supporting", "due_on", "cost", "budget_source", "sort_order"]

    def clean(self):
        cleaned = super().clean()
        lead, supporting = cleaned.get("lead"), cleaned.get("supporting")
        if lead and supporting is not None and lead in supporting:
            self.add_error("supporting", _("The lead unit does not support itself."))
        if self.instance.pk:
            self.keep_reporters(cleaned)
        return cleaned

    def keep_reporters(self, cleaned: dict) -> None:
        """A unit that has reported stays named: what it said would lose its place."""
        if not cleaned.get("lead") or cleaned.get("supporting") is None:
            return
        named = {cleaned["lead"].pk, *(unit.pk for unit in cleaned["supporting"])}
        gone = [
            report.unit
            for report in self.instance.reports.select_related("unit")
            if report.unit_id not in named
        ]
        if gone:
            names = ", ".join(dict.fromkeys(unit.name for unit in gone))
            self.add_error("supporting", _("%(units)s: has reported and stays named.") % {"units": names})


class AnswerForm(forms.Form):
    """The department's answer to a report."""

    verdict = forms.ChoiceField(
        label=_("The department's answer"),
        choices=[choice for choice in DutyReport.Verdict.choices if choice[0]],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("Comment"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("verdict") == DutyReport.Verdict.MORE and not cleaned.get("comment", "").strip():
            self.add_error("comment", _("Say what is missing."))
        return cleaned


class ChaseForm(forms.Form):
    """A reminder: to whom, in which words. Placeholders stand for what differs from unit to unit."""

    subject = forms.CharField(label=_("Subject"), max_length=150)
    body = forms.CharField(label=_("Text"), max_length=4000, widget=forms.Textarea(attrs={"rows": 8}))
    batch = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def clean_batch(self):
        return self.cleaned_data["batch"] or uuid.uuid4()

    def clean_subject(self):
        return self.fillable("subject")

    def clean_body(self):
        return self.fillable("body")

    def fillable(self, name: str) -> str:
        try:
            require_fillable(self.cleaned_data[name])
        except Refused as refused:
            raise forms.ValidationError(str(refused.message)) from refused
        return self.cleaned_data[name]


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files under one name; what they are is the storing action's to say."""

    widget = ManyFiles

    def clean(self, data, initial=None):
        return [upload for upload in (data if isinstance(data, list | tuple) else [data]) if upload]


class ReportForm(forms.Form):
    """A unit's report on an assignment."""

    unit = forms.ModelChoiceField(label=_("Unit"), queryset=None, empty_label=None)
    text = forms.CharField(
        label=_("What was done"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("In a few sentences: what, where, how many."),
    )  # fmt: skip
    percentage = forms.IntegerField(
        label=_("How much is done (%)"),
        min_value=0,
        max_value=100,
        help_text=_("A whole number from 0 to 100; 100 means that nothing is left to do."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "w4"}),
    )
    difficulties = forms.CharField(
        label=_("Difficulties"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    proposals = forms.CharField(
        label=_("Proposals"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    files = ManyFilesField(
        label=_("Files"),
        required=False,
        widget=ManyFiles(attrs={"accept": ".pdf,.docx,.xlsx,.jpg,.jpeg,.png,.webp"}),
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, units, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["files"].help_text = _("At most %(count)d files; PDF, Word, Excel or pictures.") % {
            "count": MOST_FILES
        }
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial.setdefault("unit", units[0].pk)

    def clean_request_key(self):
        return self.cleaned_data["request_key"] or uuid.uuid4()
