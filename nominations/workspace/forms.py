"""What a unit fills in. Every step saves with anything missing; submitting asks for completeness."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from exemplars.models import Field, Unit

from ..dossiers.fields import AnswerField, BirthField, PlainEmailField, PlainTextField
from ..dossiers.models import Candidate, NominationPage
from ..dossiers.rules import STANDARD
from .asking import PlaceInput, ask, leave_closed, rules_of
from .listed import AchievementForm, AwardForm, ListedForm, WholeListFormSet
from .official import HELP_TEXTS, LABELS

MOST_ACHIEVEMENTS, MOST_AWARDS = 10, 30


class NewNominationForm(forms.Form):
    """Opens a nomination: who, in which field, for which unit."""

    use_required_attribute = False

    name = PlainTextField(
        label=_("Full name of the candidate"),
        max_length=150,
        help_text=_("With all its marks, as in a decision."),
        error_messages={"required": _("Enter the candidate's full name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    field = forms.ModelChoiceField(
        Field.objects.none(),
        label=_("Field of achievement"),
        required=False,
        empty_label=None,
        blank=True,
        widget=forms.RadioSelect,
        help_text=_("You may choose later."),
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, fields, units: list[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["field"].queryset = fields
        self.fields["request_key"].initial = uuid.uuid4
        if len(units) > 1:
            self.fields["unit"] = forms.ModelChoiceField(
                Unit.objects.filter(pk__in=[unit.pk for unit in units]),
                label=_("Nominating unit"),
                empty_label=None,
                blank=True,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose the unit that nominates.")},
            )


class CandidateForm(forms.ModelForm):
    """The private record of the person, as the nomination's campaign asks for it.

    Without a ``nomination`` it is the official form, and everything is open.
    """

    use_required_attribute = False

    birth_year = BirthField(
        label=_("Date of birth"),
        help_text=_("For example 09/02/1978. If day and month are unknown, the year alone."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w10", "autocomplete": "off"}),
    )
    party_member = AnswerField(label=_("Member of the Communist Party of Vietnam"), yes=_("Yes"), no=_("No"))
    sex = forms.ChoiceField(label=_("Sex"), choices=Candidate.Sex.choices, widget=forms.RadioSelect)
    email = PlainEmailField(label=_("Mail address"), max_length=254)
    identity_number = PlainTextField(
        label=_("Identity card number"),
        help_text=_("9 or 12 digits. Stored encrypted."),
        empty_value=None,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w10", "autocomplete": "off"}),
    )

    class Meta:
        model = Candidate
        fields = [
            "name", "alias", "sex", "ethnicity", "home_place", "residence", "position",
            "qualification", "academic_rank", "party_member", "duties", "phone", "email", "identity_number",
        ]  # fmt: skip
        texts = [name for name in fields if name not in ("sex", "party_member", "email", "identity_number")]
        field_classes = dict.fromkeys(texts, PlainTextField)
        widgets = {
            "duties": forms.Textarea(attrs={"rows": 4}),
            "home_place": PlaceInput,
            "residence": PlaceInput,
        }
        labels = LABELS
        help_texts = HELP_TEXTS

    field_order = list(STANDARD.asked_of("candidate"))

    def __init__(self, *args, nomination: NominationPage | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["birth_year"] = BirthField.written(self.instance.birth_year, self.instance.birth_date)
        ask(self, "candidate", *rules_of(nomination))
        for name in ("name", "alias", "phone", "email", "home_place", "residence"):
            if name in self.fields:
                self.fields[name].widget.attrs["autocomplete"] = "off"

    def clean_identity_number(self):
        number = (self.cleaned_data["identity_number"] or "").replace(" ", "").replace(".", "")
        if number and not (number.isascii() and number.isdigit() and len(number) in (9, 12)):
            raise forms.ValidationError(_("An identity card number has 9 or 12 digits."))
        return number or None

    def clean_phone(self):
        number = self.cleaned_data["phone"]
        if number and not set(number) <= set("0123456789 +().-"):
            raise forms.ValidationError(_("A telephone number has digits, spaces and + ( ) . - only."))
        return number

    def clean(self):
        cleaned = leave_closed(self, super().clean())
        if "birth_year" in cleaned:
            self.instance.birth_year, self.instance.birth_date = cleaned["birth_year"] or (None, None)
        return cleaned


class CaseForm(ListedForm):
    """The field, the summary, the report and the single achievements."""

    class Meta:
        model = NominationPage
        fields = ["field", "summary", "case"]
        field_classes = {"summary": PlainTextField, "case": PlainTextField}
        labels = {"field": _("Field of achievement")}
        widgets = {
            "field": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 5}),
            "case": forms.Textarea(attrs={"rows": 12}),
        }
        help_texts = {
            "field": _("Choose one."),
            "summary": _("What was done, with what measurable result, and who gained from it."),
            "case": _(
                "As in part II of the signed report: the measures, their results in figures, and how far they reach."
            ),
        }
        formsets = {
            "achievements": {
                "form": AchievementForm,
                "formset": WholeListFormSet,
                "fields": ["title", "period", "detail", "result"],
                "max_num": MOST_ACHIEVEMENTS,
                "validate_max": True,
            }
        }

    def __init__(self, *args, fields, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["field"].empty_label = None
        self.fields["field"].queryset = fields


class AwardsForm(ListedForm):
    """Earlier awards, or a tick that there are none."""

    class Meta:
        model = NominationPage
        fields = ["without_awards"]
        formsets = {
            "awards": {
                "form": AwardForm,
                "formset": WholeListFormSet,
                "fields": ["year", "name", "decision_number", "decision_date", "issuer"],
                "max_num": MOST_AWARDS,
                "validate_max": True,
            }
        }

    section = "awards"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["without_awards"].wanted = True

    def clean(self):
        cleaned = super().clean()
        rows = self.formsets["awards"]
        if cleaned.get("without_awards") and rows.is_valid() and rows.filled():
            self.add_error("without_awards", _("There are awards below. Take the tick away, or delete them."))
        return cleaned


class DeclarationForm(forms.Form):
    """The unit's word that the dossier is true."""

    use_required_attribute = False

    declared = forms.BooleanField(
        label=_(
            "The content is true. The candidate is not under disciplinary proceedings, investigation, "
            "inspection or complaint."
        ),
        error_messages={"required": _("Tick to declare this before you submit.")},
    )


class SendBackForm(forms.Form):
    """Why the head sends a nomination back."""

    use_required_attribute = False

    reason = PlainTextField(
        label=_("What is to be mended"),
        max_length=1000,
        help_text=_("The officer reads these words as you write them."),
        error_messages={"required": _("Say what is to be mended.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ExplanationForm(forms.Form):
    """Why something is not corrected; empty takes the explanation back."""

    use_required_attribute = False

    text = PlainTextField(
        label=_("Explanation"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
