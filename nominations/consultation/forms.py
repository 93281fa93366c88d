"""What a visitor writes, and what a screener publishes and sorts."""

import re
from itertools import groupby

from django import forms
from django.utils.translation import gettext_lazy as _

from ..dossiers.fields import DAY, DAY_FORMATS, PlainTextField
from .models import Comment, ConsultationEntry

WHOLE_LIST = "list"


class PhoneField(PlainTextField):
    """A telephone number of 8 to 15 digits, kept as it was typed."""

    default_error_messages = {
        "invalid": _("Enter a telephone number of 8 to 15 digits, such as 0912 345 678.")
    }

    def validate(self, value):
        super().validate(value)
        digits = re.sub(r"[\s().+\-]", "", value)
        if not re.fullmatch(r"[0-9]{8,15}", digits):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")


class CommentForm(forms.Form):
    """A signed comment: everything is required, for an unsigned one may not be considered."""

    use_required_attribute = False

    about = forms.ChoiceField(
        label=_("Your comment is about"), error_messages={"required": _("Choose whom your comment is about.")}
    )
    text = PlainTextField(
        label=_("Your comment"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What you know at first hand, with dates and places. At most 5,000 characters."),
        error_messages={"required": _("Write your comment.")},
    )
    name = PlainTextField(
        label=_("Your full name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your full name: unsigned comments cannot be considered.")},
    )
    phone = PhoneField(
        label=_("Your telephone number"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "class": "w10"}),
        error_messages={"required": _("Enter a telephone number at which you can be asked.")},
    )
    address = PlainTextField(
        label=_("Your address"),
        max_length=300,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        help_text=_("House number, street, commune, province."),
        error_messages={"required": _("Enter your address.")},
    )

    def __init__(self, *args, entries, **kwargs):
        super().__init__(*args, **kwargs)
        self.entries = {str(entry.pk): entry for entry in entries}
        self.fields["about"].choices = about_choices(entries)
        self.fields["about"].error_messages["invalid_choice"] = _(
            "The person you write about is no longer on the list. Choose again."
        )

    @property
    def entry(self) -> ConsultationEntry | None:
        """The person the comment is about; None for the list as a whole."""
        return self.entries.get(self.cleaned_data["about"])

    @property
    def signed(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("name", "phone", "address", "text")}


def about_choices(entries) -> list:
    """Everybody on the list, under the names of the fields, and the list as a whole."""
    by_field = groupby(entries, key=lambda entry: entry.field.name)
    return [
        ("", _("Choose…")),
        (WHOLE_LIST, _("The list as a whole")),
        *(
            (field, [(str(entry.pk), f"{entry.name}, {entry.unit.name}") for entry in group])
            for field, group in by_field
        ),
    ]


class PublicationForm(forms.Form):
    """When a shortlist closes and where comments on paper go."""

    use_required_attribute = False

    closes_on = forms.DateField(
        label=_("Last day for comments"),
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format=DAY, attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"invalid": _("Write the date as day/month/year, for example 06/02/2020.")},
    )
    receiving_unit = PlainTextField(label=_("Comments by post go to"), max_length=200)
    receiving_address = PlainTextField(label=_("Postal address"), max_length=300)


class TriageForm(forms.Form):
    """What a screener makes of a comment."""

    use_required_attribute = False

    status = forms.ChoiceField(label=_("Status"), choices=Comment.Status.choices, widget=forms.RadioSelect)
    text_for_council = PlainTextField(
        label=_("Text for the council"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("The council reads these words. Take out whatever tells who sent the comment."),
    )
    note = PlainTextField(
        label=_("Your note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What you found out or answered. The council reads it too."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("status") == Comment.Status.TO_COUNCIL and cleaned.get("text_for_council") == "":
            self.add_error("text_for_council", _("Write what the council is to read."))
        return cleaned
