from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..dossiers.fields import DAY, DAY_FORMATS, PlainEmailField, PlainTextField
from .rules import DAYS_TO_WRITE, FEWEST_DAYS, MOST_DAYS


def first_last_day():
    return timezone.localdate() + timedelta(days=DAYS_TO_WRITE)


class LastDayField(forms.DateField):
    """A day to come, written dd/mm/yyyy."""

    default_error_messages = {
        "required": _("Enter the last day."),
        "invalid": _("Write the date as day/month/year, for example 06/02/2020."),
        "range": _("The last day must lie between %(earliest)s and %(latest)s."),
    }

    def __init__(self, **kwargs):
        attrs = {"inputmode": "numeric", "class": "w10", "autocomplete": "off"}
        widget = forms.DateInput(format=DAY, attrs=attrs)
        super().__init__(input_formats=DAY_FORMATS, widget=widget, initial=first_last_day, **kwargs)

    def validate(self, value):
        super().validate(value)
        today = timezone.localdate()
        earliest, latest = today + timedelta(days=FEWEST_DAYS), today + timedelta(days=MOST_DAYS)
        if value and not earliest <= value <= latest:
            days = {"earliest": earliest.strftime(DAY), "latest": latest.strftime(DAY)}
            raise forms.ValidationError(self.error_messages["range"], code="range", params=days)


class AskingForm(forms.Form):
    """Whom a unit asks for a letter, and with which words."""

    use_required_attribute = False

    name = PlainTextField(
        label=_("Referee's full name"),
        max_length=150,
        error_messages={"required": _("Enter the referee's full name.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = PlainEmailField(
        label=_("Referee's mail address"),
        max_length=254,
        help_text=_("The referee's own address: the link goes there and nowhere else."),
        error_messages={"required": _("Enter the referee's mail address.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    relation = PlainTextField(
        label=_("Post, and how the referee knows the candidate"),
        max_length=200,
        error_messages={"required": _("Say who the referee is and how they know the candidate.")},
    )
    language = forms.ChoiceField(
        label=_("Language of the mail and the page"),
        choices=settings.LANGUAGES,
        initial="vi",
        widget=forms.RadioSelect,
    )
    message = PlainTextField(
        label=_("Your message"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("It stands in the mail above the link. At most 2,000 characters."),
        error_messages={"required": _("Write a few words to the referee.")},
    )
    due_on = LastDayField(
        label=_("Last day"), help_text=_("For example 06/02/2026. The referee is reminded three days before.")
    )


class AgainForm(forms.Form):
    """A new last day for a referee who has not answered."""

    use_required_attribute = False

    due_on = LastDayField(label=_("New last day"))


class LetterForm(forms.Form):
    """A letter of support: in a few sentences, or as one file."""

    use_required_attribute = False

    known_from = PlainTextField(
        label=_("From which work do you know the candidate?"),
        max_length=200,
        error_messages={"required": _("Say from which work you know the candidate.")},
    )
    text = PlainTextField(
        label=_("Your opinion"),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("What you have seen yourself, with examples. At most 6,000 characters."),
    )
    upload = forms.FileField(label=_("Or send a file"), required=False, max_length=None)

    def __init__(self, *args, has_file: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.has_file = has_file
        self.fields["upload"].help_text = _("PDF, Word, JPEG or PNG, at most %(megabytes)d MB. One file.") % {
            "megabytes": settings.EVIDENCE_MAX_BYTES // 1024 // 1024
        }

    def clean(self):
        cleaned = super().clean()
        nothing = not cleaned.get("text") and not cleaned.get("upload") and not self.has_file
        if nothing and "text" not in self.errors and "upload" not in self.errors:
            self.add_error("text", _("Write a few sentences, or choose a file."))
        return cleaned
