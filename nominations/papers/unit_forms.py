from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from ..dossiers.fields import DayField, PlainTextField
from ..dossiers.models import NominationPage
from .facts import Signer
from .issuing import Letter
from .models import Authority
from .rules import is_deputy


class Nominations(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, nomination) -> str:
        return f"{nomination.candidate.name} ({nomination.reference})"


class LetterForm(forms.Form):
    """What a unit knows of its letter; whom it names must be said, and all else may be left to the pen."""

    use_required_attribute = False

    nominations = Nominations(
        NominationPage.objects.none(),
        label=_("Who is put forward"),
        error_messages={"required": _("Choose at least one person.")},
    )
    abbreviation = PlainTextField(
        label=_("Abbreviation of the unit"),
        max_length=20,
        help_text=_("Stands behind the number, for example CBC in 05/TTr-CBC."),
        validators=[
            RegexValidator(
                r"^[A-ZĐ]+(-[A-ZĐ]+)*$",
                _("Capital letters without marks (Đ stays), parts joined by a hyphen."),
            )
        ],
        error_messages={"required": _("Enter the abbreviation of your unit.")},
        widget=forms.TextInput(attrs={"class": "w10"}),
    )
    place = PlainTextField(
        label=_("Place of issue"), max_length=60, error_messages={"required": _("Enter the place of issue.")}
    )
    number = forms.IntegerField(
        label=_("Number of the submission"),
        required=False,
        min_value=1,
        max_value=99999,
        help_text=_("Leave number and date empty for a draft: room is left for them."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "w4"}),
    )
    issued_on = DayField(label=_("Date of the submission"), required=False)
    minutes_number = PlainTextField(
        label=_("Number of the minutes of your meeting"), required=False, max_length=60,
        help_text=_("For example 07/BB-CBC. Left empty, room is left for it."),
    )  # fmt: skip
    minutes_date = DayField(label=_("Date of the minutes"), required=False)
    vote = PlainTextField(
        label=_("Result of the meeting's vote"), required=False, max_length=200,
        help_text=_("For example: 15/15 in favour. Written in Vietnamese."),
    )  # fmt: skip
    authority = forms.ChoiceField(label=_("Who signs"), required=False, widget=forms.RadioSelect)
    authority_of = PlainTextField(
        label=_("For whom"),
        required=False,
        max_length=100,
        help_text=_("The post after KT., TL., TM. or TUQ."),
    )
    signer_title = PlainTextField(
        label=_("Post of who signs"),
        max_length=100,
        error_messages={"required": _("Enter the post of who signs.")},
    )
    signer_name = PlainTextField(label=_("Name of who signs"), required=False, max_length=100)

    def __init__(self, *args, nominations, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nominations"].queryset = nominations
        self.fields["authority"].choices = Authority.choices

    def clean(self):
        values = super().clean()
        by, of = values.get("authority"), values.get("authority_of")
        if by and not of and "authority_of" not in self.errors:
            self.add_error("authority_of", _("Say for whom."))
        if by == Authority.FOR_HEAD and values.get("signer_title") and not is_deputy(values["signer_title"]):
            self.add_error(
                "signer_title", _("Only a deputy signs KT.: the post begins with “Phó” or “Thứ trưởng”.")
            )
        number, day = values.get("number"), values.get("issued_on")
        if number and not day and "issued_on" not in self.errors:
            self.add_error("issued_on", _("A paper with a number has a date as well."))
        if day and not number and "number" not in self.errors:
            self.add_error("number", _("A paper with a date has a number as well."))
        return values

    @property
    def letter(self) -> Letter:
        values = self.cleaned_data
        signer = Signer(
            values["signer_title"], values["signer_name"], values["authority"],
            values["authority_of"] if values["authority"] else "",
        )  # fmt: skip
        return Letter(
            signer=signer,
            **{
                name: values[name]
                for name in (
                    "abbreviation",
                    "place",
                    "number",
                    "issued_on",
                    "minutes_number",
                    "minutes_date",
                    "vote",
                )
            },
        )
