from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.widgets import AdminDateInput

from ..campaigns.models import CampaignPage
from ..dossiers.fields import PlainEmailField, PlainTextField
from .models import Delegate, Roster
from .rules import State

LINES = forms.Textarea(attrs={"rows": 3})


class ParticularsForm(forms.ModelForm):
    """What the invitations of one conference say."""

    chaired_by = PlainTextField(
        label=_("Chaired by"), max_length=200, help_text=Roster._meta.get_field("chaired_by").help_text
    )
    note = PlainTextField(
        label=_("What those invited should know"),
        max_length=1000,
        required=False,
        widget=LINES,
        help_text=Roster._meta.get_field("note").help_text,
    )
    contact = PlainTextField(
        label=_("Whom to ask"),
        max_length=200,
        required=False,
        help_text=Roster._meta.get_field("contact").help_text,
    )

    class Meta:
        model = Roster
        fields = ["chaired_by", "reply_by", "note", "contact"]
        widgets = {"reply_by": AdminDateInput}

    def clean_reply_by(self):
        day = self.cleaned_data["reply_by"]
        if day and self.instance.conference_id and day > self.instance.conference.starts_at.date():
            raise forms.ValidationError(_("The last day must not lie behind the conference."))
        return day


class OpeningForm(ParticularsForm):
    """The same, and whose people the delegates are."""

    campaign = forms.ModelChoiceField(
        label=_("Campaign"),
        queryset=CampaignPage.objects.order_by("-opens_at", "-pk"),
        help_text=Roster._meta.get_field("campaign").help_text,
    )

    class Meta(ParticularsForm.Meta):
        fields = ["campaign", *ParticularsForm.Meta.fields]


class PersonForm(forms.ModelForm):
    """One person on a roster, as the organisers write them."""

    name = PlainTextField(label=_("Full name"), max_length=150)
    position = PlainTextField(label=_("Position"), max_length=255, required=False)
    unit_name = PlainTextField(label=_("Unit"), max_length=255, required=False)
    note = PlainTextField(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=Delegate._meta.get_field("note").help_text,
    )
    email = PlainEmailField(
        label=_("Mail address"),
        max_length=254,
        required=False,
        help_text=_("The person's own: the invitation goes there, with a personal link."),
    )
    phone = PlainTextField(label=_("Telephone"), max_length=30, required=False)
    diet = PlainTextField(label=_("Diet"), max_length=300, required=False)
    access = PlainTextField(label=_("Access and health"), max_length=300, required=False)
    transport = PlainTextField(label=_("Transport asked for"), max_length=300, required=False)
    travel = PlainTextField(label=_("Travel arranged"), max_length=300, required=False)
    table = PlainTextField(label=pgettext_lazy("in a hall", "Table"), max_length=20, required=False)
    seat = PlainTextField(label=pgettext_lazy("in a hall", "Seat"), max_length=20, required=False)

    class Meta:
        model = Delegate
        fields = [
            "kind", "name", "position", "unit_name", "field", "note", "email", "phone", "language", "table", "seat",
            "travel", "diet", "access", "transport",
        ]  # fmt: skip


class AnswerForm(forms.Form):
    """The answer of somebody who was invited, and what they need if they come."""

    use_required_attribute = False

    answer = forms.ChoiceField(
        label=_("Will you come?"),
        choices=(
            (State.ACCEPTED.value, _("Yes, I will come")),
            (State.DECLINED.value, _("No, I cannot come")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two answers.")},
    )
    diet = PlainTextField(
        label=_("What you eat or do not eat"),
        max_length=300,
        required=False,
        help_text=_("For example vegetarian, no seafood."),
    )
    access = PlainTextField(
        label=_("What you need to be able to take part"),
        max_length=300,
        required=False,
        help_text=_("For example a wheelchair place, sign language, somebody who accompanies you."),
    )
    transport = PlainTextField(
        label=_("Transport"),
        max_length=300,
        required=False,
        help_text=_("For example to be met at the station, a parking place."),
    )
