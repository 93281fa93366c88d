"""What a unit fills in. Every step saves with anything missing; submitting asks for completeness."""

import uuid

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet, ClusterForm

from exemplars.models import Field, Unit

from ..dossiers.fields import AnswerField, BirthField, DayField, PlainEmailField, PlainTextField, YearField
from ..dossiers.models import Candidate, NominationPage
from ..dossiers.rules import REQUIRED_OF_CANDIDATE, REQUIRED_OF_CASE

MOST_ACHIEVEMENTS, MOST_AWARDS = 10, 30


def capital(words) -> str:
    """Begin a label with a capital letter, as Django does for the labels it makes itself."""
    return str(words)[:1].upper() + str(words)[1:]


def let_blank(form: forms.Form, wanted: tuple[str, ...]) -> None:
    """Require nothing, for a draft saves with anything missing, and mark what submission will want."""
    for name, field in form.fields.items():
        field.required = False
        field.wanted = name in wanted


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
    """The private record of the person."""

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
        widgets = {"duties": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "name": _("With all its marks, as in a decision."),
            "home_place": _("Commune, district, province."),
            "position": _("Position and place of work, one line."),
            "qualification": _("Highest degree and subject."),
            "duties": _("The tasks that the person is given. At most 2,000 characters."),
        }

    field_order = [
        "name", "alias", "sex", "birth_year", "ethnicity", "home_place", "residence", "position", "duties",
        "qualification", "academic_rank", "party_member", "identity_number", "phone", "email",
    ]  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["birth_year"] = BirthField.written(self.instance.birth_year, self.instance.birth_date)
        let_blank(self, wanted=REQUIRED_OF_CANDIDATE)
        for name in ("name", "alias", "phone", "email", "home_place", "residence"):
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
        cleaned = super().clean()
        if "birth_year" in cleaned:
            self.instance.birth_year, self.instance.birth_date = cleaned["birth_year"] or (None, None)
        return cleaned


class WholeListFormSet(BaseChildFormSet):
    """Rows that, as they were posted, are the whole list.

    No row is matched to a stored one by a number from the browser, so a forged or outdated number means
    nothing, and a list that somebody else has changed meanwhile can be put in its place. Numbers of stored
    rows are given out again in order, so that a comparison of revisions shows rows, not replacements.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.can_order = False

    def initial_form_count(self):
        return 0 if self.is_bound else super().initial_form_count()

    def add_fields(self, form, index):
        # Past the model formset, which would add the row's number.
        BaseFormSet.add_fields(self, form, index)

    def filled(self) -> list:
        """The valid rows that hold something and are not ticked for deletion."""
        dropped = self.deleted_forms
        return [form for form in self.forms if form not in dropped and form.is_filled()]

    def save(self, commit=True):
        return self.put([form.instance for form in self.filled()])

    def put(self, rows: list) -> list:
        """Make these rows the whole list of the page in memory."""
        manager = getattr(self.instance, self.rel_name)
        numbers = [row.pk for row in manager.all()]
        for order, row in enumerate(rows):
            row.pk, row.sort_order = (numbers[order] if order < len(numbers) else None), order
        manager.set(rows)
        return rows


class RowForm(forms.ModelForm):
    """One row of a list."""

    use_required_attribute = False
    #: What a row cannot do without, once anything of it is filled in.
    needed: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required, field.wanted = name in self.needed, True

    def is_filled(self) -> bool:
        names = [name for name in self.cleaned_data if name != "DELETE"]
        return any(self.cleaned_data[name] not in (None, "") for name in names)


class AchievementForm(RowForm):
    class Meta:
        field_classes = dict.fromkeys(("title", "period", "detail", "result"), PlainTextField)
        widgets = {"detail": forms.Textarea(attrs={"rows": 4}), "result": forms.Textarea(attrs={"rows": 3})}
        labels = {"title": _("Name of the achievement"), "period": _("When"), "detail": _("What was done?")}
        help_texts = {
            "period": _("For example 2021–2022."),
            "detail": _("At most 2,000 characters."),
            "result": _("Say where the figures come from. At most 1,000 characters."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["period"].wanted = False


class AwardForm(RowForm):
    needed = ("year", "name")
    year = YearField(label=_("Year"), error_messages={"required": _("Enter the year of the award.")})
    decision_date = DayField(
        label=_("Date of the decision"), required=False, help_text=_("For example 06/02/2020.")
    )

    class Meta:
        field_classes = dict.fromkeys(("name", "decision_number", "issuer"), PlainTextField)
        labels = {"name": _("Title or award")}
        help_texts = {"decision_number": _("For example 118/QĐ-BTTTT.")}
        error_messages = {"name": {"required": _("Enter the title or award.")}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["issuer"].wanted = False


class ListedForm(ClusterForm):
    """A form with lists; an empty row stands ready where a list has none, or when one more is asked for."""

    use_required_attribute = False

    def __init__(self, *args, one_more: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        let_blank(self, wanted=(*REQUIRED_OF_CASE, "without_awards"))
        for formset in self.formsets.values():
            formset.extra = 1 if one_more or not formset.initial_form_count() else 0


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
            "summary": _(
                "What was done, with what measurable result, and who gained from it. At most 350 characters."
            ),
            "case": _("As in the signed report. At most 20,000 characters."),
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


class ExplanationForm(forms.Form):
    """Why something is not corrected; empty takes the explanation back."""

    use_required_attribute = False

    text = PlainTextField(
        label=_("Explanation"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
