from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..dossiers.fields import DayField, PlainTextField
from ..dossiers.history import name_of
from .models import CheckAnswer, Clearance, Flag

CONSEQUENCE_OF_RETURN = _(
    "The unit can edit the dossier again and hand it in once more; the review then starts over. "
    "The unit's people are told by mail."
)


class AcceptanceForm(forms.Form):
    comment = PlainTextField(
        label=_("Remark for the next reviewers"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The unit does not see it."),
    )


class ReturnForm(forms.Form):
    reason = PlainTextField(
        label=_("What the unit must mend"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The unit reads these words exactly as you write them."),
        error_messages={"required": _("Say what the unit must mend.")},
    )


class RemarksReturnForm(ReturnForm):
    """The screener's return: with remarks beside the entries, general words may be left out."""

    all_open = forms.BooleanField(
        label=_("The unit may change every entry"),
        required=False,
        help_text=_(
            "Without the tick only the entries that you remarked on, and what is missing, are open to it. Without any "
            "remark every entry is open."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False
        self.fields["reason"].help_text = _(
            "The unit reads these words exactly as you write them. May be left empty if you wrote remarks."
        )


class RulingOutForm(forms.Form):
    reason = PlainTextField(
        label=_("Which condition is not met"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The unit reads these words exactly as you write them."),
        error_messages={"required": _("Give the reason.")},
    )


class ScreenerChoice(forms.ModelChoiceField):
    def label_from_instance(self, person):
        return name_of(person)


class ReferralForm(forms.Form):
    """Who has the nomination in hand from now on."""

    screener = ScreenerChoice(
        get_user_model().objects.none(),
        label=_("Screener"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a screener."), "invalid_choice": _("Choose a screener.")},
    )

    def __init__(self, *args, screeners, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["screener"].queryset = screeners


class CheckForm(forms.Form):
    verdict = forms.ChoiceField(choices=CheckAnswer.Verdict.choices)


class VerdictForm(forms.Form):
    verdict = forms.ChoiceField(choices=Flag.Verdict.choices)


class RemarkForm(forms.Form):
    text = PlainTextField(
        label=pgettext_lazy("screening", "Remark"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The unit reads these words beside this place once you return the dossier."),
    )


class ClearanceForm(forms.ModelForm):
    """A question to another body, and its answer."""

    body = PlainTextField(
        label=_("Body"), max_length=150, error_messages={"required": _("Name the body that was asked.")}
    )
    asked_on = DayField(
        label=_("Asked on"),
        help_text=_("Day/month/year, for example 19/05/2023."),
        error_messages={"required": _("Give the day on which the body was asked.")},
    )
    answered_on = DayField(
        label=_("Answered on"), required=False, help_text=_("Leave empty while there is no answer.")
    )
    valid_until = forms.DateField(
        label=_("Valid until"),
        required=False,
        input_formats=["%d/%m/%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Leave empty for the time that the campaign gives this body's answers."),
    )
    document = PlainTextField(label=_("Number of the letter"), required=False, max_length=100)

    class Meta:
        model = Clearance
        fields = ["body", "asked_on", "outcome", "answered_on", "document", "valid_until"]
        widgets = {"outcome": forms.RadioSelect}

    def __init__(self, *args, bodies=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["body"].widget.attrs |= {"list": "clearance-bodies", "autocomplete": "off"}
        self.bodies = list(bodies)

    def clean(self):
        cleaned = super().clean()
        waiting = cleaned.get("outcome") == Clearance.Outcome.WAITING
        if "answered_on" in cleaned and waiting == bool(cleaned["answered_on"]):
            self.add_error("answered_on", _("Give the answer and its date together."))
        asked, answered = cleaned.get("asked_on"), cleaned.get("answered_on")
        if asked and answered and answered < asked:
            self.add_error("answered_on", _("The answer cannot be older than the question."))
        return cleaned
