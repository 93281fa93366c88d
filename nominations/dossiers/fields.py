"""Form fields that refuse what has no place in a dossier, in words, and keep what was typed."""

import re
import unicodedata
from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exemplars.vocabulary.names import clean_text

from .rules import Limit, Measure, length_in

DAY = "%d/%m/%Y"
DAY_FORMATS = [DAY, "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d"]

#: Marks without a width that word processors leave behind; they carry no meaning and are dropped.
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
#: Marks that turn the direction of writing and make a text read otherwise than it is stored.
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class PlainTextField(forms.CharField):
    """Text in NFC without control characters or marks that turn the direction of writing.

    One line unless its widget is a text area. Nothing limits what can be typed: a text that is too
    long is answered with both numbers instead of being cut off by the browser.
    """

    default_error_messages = {
        "control": _("Contains a control character that cannot be stored. Delete it or type the text again."),
        "direction": _(
            "Contains a mark that turns the direction of writing. Delete it or type the text again."
        ),
        "too_long": _("At most %(limit)d characters; these are %(length)d. %(excess)d too many."),
        "too_long_words": _("At most %(limit)d words; these are %(length)d. %(excess)d too many."),
    }

    def __init__(self, *, max_length=None, **kwargs):
        super().__init__(**kwargs)
        self.limits = [Limit(max_length)] if max_length else []

    def limit_to(self, limit: Limit) -> None:
        """Hold the text to a campaign's limit besides what the database holds, and let the page count along."""
        self.limits = [limit, *self.limits]
        self.widget.attrs |= {"data-limit": limit.number, "data-unit": limit.measure.value}

    @property
    def is_long(self) -> bool:
        """Whether the text may have several lines."""
        return isinstance(self.widget, forms.Textarea)

    def to_python(self, value):
        text = super().to_python(value) or ""
        text = unicodedata.normalize(
            "NFC", text.replace("\r\n", "\n").replace("\r", "\n").translate(INVISIBLE)
        )
        self.refuse_marks(text)
        text = text.strip() if self.is_long else clean_text(text)
        return text or self.empty_value

    def refuse_marks(self, text: str) -> None:
        if DIRECTION.search(text):
            raise forms.ValidationError(self.error_messages["direction"], code="direction")
        if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in text):
            raise forms.ValidationError(self.error_messages["control"], code="control")

    def validate(self, value):
        super().validate(value)
        for limit in self.limits if value else ():
            if excess := limit.excess(value):
                code = "too_long_words" if limit.measure is Measure.WORDS else "too_long"
                length = length_in(limit.measure, value)
                numbers = {"limit": limit.number, "length": length, "excess": excess}
                raise forms.ValidationError(self.error_messages[code], code=code, params=numbers)


class PlainEmailField(forms.EmailField):
    """A mail address, its limits said in words as for any other text."""

    default_error_messages = {"invalid": _("Enter a mail address such as ten@donvi.vn.")}


class DayField(forms.DateField):
    """A day written dd/mm/yyyy, between ``earliest`` and today."""

    default_error_messages = {
        "invalid": _("Write the date as day/month/year, for example 06/02/2020."),
        "range": _("The date must lie between %(earliest)s and today."),
    }

    def __init__(self, *, earliest: date = date(1945, 1, 1), **kwargs):
        self.earliest = earliest
        super().__init__(
            input_formats=DAY_FORMATS,
            widget=forms.DateInput(
                format=DAY, attrs={"inputmode": "numeric", "class": "w10", "autocomplete": "off"}
            ),
            **kwargs,
        )

    def validate(self, value):
        super().validate(value)
        if value and not self.earliest <= value <= timezone.localdate():
            words = {"earliest": self.earliest.strftime(DAY)}
            raise forms.ValidationError(self.error_messages["range"], code="range", params=words)


class YearField(forms.IntegerField):
    """A year of four digits, between ``earliest`` and this year."""

    default_error_messages = {
        "invalid": _("Write the year with four digits, for example 2020."),
        "range": _("The year must lie between %(earliest)d and %(latest)d."),
    }

    def __init__(self, *, earliest: int = 1945, **kwargs):
        self.earliest = earliest
        kwargs.pop("min_value", None), kwargs.pop("max_value", None)
        widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "w4", "autocomplete": "off"})
        super().__init__(**kwargs | {"widget": widget, "localize": False})

    def to_python(self, value):
        text = str(value or "").strip()
        if text and not re.fullmatch(r"[0-9]{4}", text):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return int(text) if text else None

    def validate(self, value):
        super().validate(value)
        latest = timezone.localdate().year
        if value is not None and not self.earliest <= value <= latest:
            years = {"earliest": self.earliest, "latest": latest}
            raise forms.ValidationError(self.error_messages["range"], code="range", params=years)


class BirthField(forms.CharField):
    """A birthday written dd/mm/yyyy, or the year alone: cleans to ``(year, date or None)`` or None.

    Whoever is honoured is at least 15 years old.
    """

    EARLIEST, YOUNGEST = 1900, 15
    default_error_messages = {
        "invalid": _("Write day/month/year, for example 09/02/1978, or the year alone."),
        "range": _("The year of birth must lie between %(earliest)d and %(latest)d."),
    }

    def to_python(self, value):
        text = str(value or "").strip()
        if not text:
            return None
        if re.fullmatch(r"[0-9]{4}", text):
            return int(text), None
        try:
            day = forms.DateField(input_formats=DAY_FORMATS).to_python(text)
        except forms.ValidationError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        return day.year, day

    def validate(self, value):
        super().validate(value)
        latest = timezone.localdate().year - self.YOUNGEST
        if value and not self.EARLIEST <= value[0] <= latest:
            years = {"earliest": self.EARLIEST, "latest": latest}
            raise forms.ValidationError(self.error_messages["range"], code="range", params=years)

    @staticmethod
    def written(year: int | None, day: date | None) -> str:
        """Write a birthday as it is typed."""
        return day.strftime(DAY) if day else str(year or "")


class AnswerField(forms.TypedChoiceField):
    """Two radio buttons, none chosen beforehand; cleans to True, False, or None without an answer."""

    def __init__(self, *, yes, no, **kwargs):
        super().__init__(
            choices=(("yes", yes), ("no", no)),
            coerce=lambda value: value == "yes",
            empty_value=None,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value)
