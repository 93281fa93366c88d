"""The secretary's forms. They keep what was typed and say at the field itself what is wrong with it."""

from collections.abc import Iterable

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput

from ..campaigns.models import CampaignPage
from ..dossiers.fields import DayField, PlainTextField
from ..roles import SIT_ON_COUNCIL
from .models import BallotLine, Choice, CouncilMember, CouncilSession

MOMENT_FORMATS = ["%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M:%S"]


class MomentField(forms.DateTimeField):
    """A day and a time of day, by Vietnam's clock."""

    default_error_messages = {"invalid": _("Write day and time like this: 19/05/2023 08:30.")}

    def __init__(self, **kwargs):
        super().__init__(input_formats=MOMENT_FORMATS, widget=AdminDateTimeInput(), **kwargs)


def long_text(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class ParticularsForm(forms.ModelForm):
    """When and where a session is held, and by which decision the council was founded."""

    title = PlainTextField(
        label=_("Name of the session"),
        max_length=150,
        help_text=_("As it is announced, for example: Phiên họp ngày 19/5/2023."),
    )
    held_at = MomentField(label=_("Begins"), help_text=_("Vietnam time."))
    venue = PlainTextField(label=_("Place"), max_length=200, required=False)
    founding_number = PlainTextField(
        label=_("Decision that founded the council: number"), max_length=60, required=False
    )
    founding_date = DayField(label=_("Decision that founded the council: date"), required=False)
    guests = PlainTextField(
        label=_("Guests"),
        required=False,
        widget=long_text(3),
        help_text=_("One per line. Guests never vote."),
    )

    class Meta:
        model = CouncilSession
        fields = ["title", "held_at", "venue", "founding_number", "founding_date", "guests"]


class PlanForm(ParticularsForm):
    campaign = forms.ModelChoiceField(
        CampaignPage.objects.order_by("-opens_at"), label=_("Campaign"), empty_label=_("Choose a campaign")
    )

    field_order = ["campaign"]

    class Meta(ParticularsForm.Meta):
        fields = ["campaign", *ParticularsForm.Meta.fields]


class MinutesForm(forms.ModelForm):
    """What the minutes say beyond what the system knows."""

    discussion = PlainTextField(
        label=_("Discussion"),
        required=False,
        widget=long_text(8),
        help_text=_("One paragraph per line. Never write who voted how."),
    )
    conclusion = PlainTextField(label=_("Conclusion of the chair"), required=False, widget=long_text(4))
    ended_at = MomentField(
        label=_("End of the session"),
        required=False,
        help_text=_("Left empty, the time of concluding is taken."),
    )
    guests = PlainTextField(
        label=_("Guests"),
        required=False,
        widget=long_text(3),
        help_text=_("One per line. Guests never vote."),
    )

    class Meta:
        model = CouncilSession
        fields = ["discussion", "conclusion", "ended_at", "guests"]

    def clean(self):
        cleaned = super().clean()
        ended = cleaned.get("ended_at")
        if ended and ended <= self.instance.held_at:
            began = timezone.localtime(self.instance.held_at).strftime("%d/%m/%Y %H:%M")
            words = _("The session must end after it begins (%(began)s).") % {"began": began}
            self.add_error("ended_at", words)
        if not ended and self.instance.status == CouncilSession.Status.CONCLUDED:
            self.add_error("ended_at", _("A concluded session has an end."))
        return cleaned


# --- Members --------------------------------------------------------------------------------------------


def people_who_may_sit(session: CouncilSession) -> list:
    """Active people with the right to sit on the council who have no place in the session yet."""
    users = get_user_model().objects.with_perm(
        SIT_ON_COUNCIL, include_superusers=False, backend="django.contrib.auth.backends.ModelBackend"
    )
    places = session.members.values("user")
    return list(users.filter(is_superuser=False).exclude(pk__in=places).order_by("last_name", "username"))


def name_of(user) -> str:
    return user.get_full_name() or user.get_username()


class AddMembersForm(forms.Form):
    people = forms.TypedMultipleChoiceField(
        label=_("Who joins the session"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, data=None, *, people: Iterable):
        super().__init__(data)
        self.known = {user.pk: user for user in people}
        self.fields["people"].choices = [(key, name_of(user)) for key, user in self.known.items()]

    @property
    def chosen(self) -> list:
        return [self.known[key] for key in self.cleaned_data["people"]]


class MemberForm(forms.Form):
    """Some columns of one member; several stand on one page."""

    def __init__(self, data=None, *, member: CouncilMember, **kwargs):
        initial = {name: getattr(member, name) for name in self.base_fields if hasattr(member, name)}
        super().__init__(data, prefix=f"member-{member.pk}", initial=initial, **kwargs)
        self.member = member
        # The visible label of a column is in the head of the table; each control also names the person.
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label}: {member}"

    @property
    def values(self) -> dict:
        return self.cleaned_data


class PartForm(MemberForm):
    part = forms.ChoiceField(label=_("Part"), choices=CouncilMember.Part.choices)
    position = PlainTextField(label=_("Post"), max_length=200, required=False)
    sort_order = forms.IntegerField(label=_("Order"), min_value=0, max_value=999)


class AttendanceForm(MemberForm):
    attendance = forms.ChoiceField(label=_("Attendance"), choices=CouncilMember.Attendance.choices)
    absence_reason = PlainTextField(label=_("Reason for the absence"), max_length=200, required=False)
    proxy_name = PlainTextField(label=_("Proxy"), max_length=150, required=False)
    proxy_document = PlainTextField(label=_("Number of the written authority"), max_length=60, required=False)
    proxy_user_id = forms.TypedChoiceField(
        label=_("Account of the proxy"), coerce=int, empty_value=None, required=False
    )
    is_counter = forms.BooleanField(label=_("Counts the votes"), required=False)

    def __init__(self, data=None, *, member: CouncilMember, proxies: list[tuple[int, str]]):
        super().__init__(data, member=member)
        known = dict(proxies)
        if member.proxy_user_id and member.proxy_user_id not in known:
            proxies = [*proxies, (member.proxy_user_id, name_of(member.proxy_user))]
        self.fields["proxy_user_id"].choices = [
            ("", _("None: the secretary enters the paper")), *proxies,
        ]  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        way = cleaned.get("attendance")
        if way == CouncilMember.Attendance.PROXY:
            self.require("proxy_name", _("Name the proxy."))
            self.require("proxy_document", _("A proxy needs a written authority: enter its number."))
        elif way == CouncilMember.Attendance.ABSENT:
            self.require("absence_reason", _("State the reason; the minutes need it."))
        return cleaned

    def require(self, name: str, words) -> None:
        if not self.cleaned_data.get(name) and name not in self.errors:
            self.add_error(name, words)

    @property
    def values(self) -> dict:
        """What is stored: of a proxy and of a reason only what belongs to the attendance."""
        values, way = dict(self.cleaned_data), self.cleaned_data["attendance"]
        if way != CouncilMember.Attendance.PROXY:
            values |= {"proxy_name": "", "proxy_document": "", "proxy_user_id": None}
        if way in (CouncilMember.Attendance.PRESENT, CouncilMember.Attendance.REMOTE):
            values["absence_reason"] = ""
        return values


class MemberForms:
    """One form per member, and what only all of them together can get wrong."""

    def __init__(self, form_class, members: Iterable[CouncilMember], data=None, **kwargs):
        self.forms = [form_class(data, member=member, **kwargs) for member in members]

    def __iter__(self):
        return iter(self.forms)

    def is_valid(self) -> bool:
        valid = [form.is_valid() for form in self.forms]
        self.refuse_double("part", CouncilMember.Part.CHAIR, _("There is only one chair."))
        proxies = {form.cleaned_data.get("proxy_user_id") for form in self.forms} - {None}
        for proxy in proxies:
            self.refuse_double("proxy_user_id", proxy, _("A proxy votes for one member only."))
        return all(valid) and not any(form.errors for form in self.forms)

    def refuse_double(self, name: str, value, words) -> None:
        found = [form for form in self.forms if name in form.fields and form.cleaned_data.get(name) == value]
        for form in found if len(found) > 1 else []:
            form.add_error(name, words)

    @property
    def errors(self) -> list[tuple[MemberForm, str, str]]:
        """Every error with its form and the id of its control, for the summary."""
        return [
            (form, form[name].id_for_label, words)
            for form in self.forms
            for name, errors in form.errors.items()
            for words in errors
        ]

    @property
    def changes(self) -> dict[int, dict]:
        return {form.member.pk: form.values for form in self.forms}


class LiftForm(forms.Form):
    note = PlainTextField(
        label=_("How you know that they are different people"),
        max_length=200,
        widget=long_text(3),
        error_messages={"required": _("Say how you know that they are different people.")},
    )


# --- The agenda -----------------------------------------------------------------------------------------


class AddItemsForm(forms.Form):
    """The nominations that wait for the council, to be ticked; ``waiting`` is in the order of the page."""

    nominations = forms.TypedMultipleChoiceField(
        label=_("Nominations"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one nomination."),
            "invalid_choice": _("A chosen nomination does not wait for the council any more."),
        },
    )

    def __init__(self, data=None, *, waiting: Iterable):
        super().__init__(data)
        self.known = {nomination.pk: nomination for nomination in waiting}
        self.fields["nominations"].choices = [(key, one.reference) for key, one in self.known.items()]

    @property
    def ticked(self) -> set[int]:
        """What was ticked, also where the form is refused."""
        return {int(key) for key in self["nominations"].value() or () if str(key).isdigit()}

    @property
    def chosen(self) -> list:
        keys = set(self.cleaned_data["nominations"])
        return [one for key, one in self.known.items() if key in keys]


# --- The ballot -----------------------------------------------------------------------------------------


class ConfirmForm(forms.Form):
    """Nothing to fill in: the press of the button is the answer."""


class RoundForm(forms.Form):
    """Which round the person meant to open."""

    round = forms.IntegerField(widget=forms.HiddenInput)


class CloseForm(forms.Form):
    asked_chair = forms.BooleanField(
        label=_("I have asked the chair"),
        error_messages={"required": _("Ask the chair first, then tick that you did.")},
    )


class WrittenPaperForm(forms.Form):
    """A paper that the secretary enters for a member who is not in the room; one answer for every name."""

    def __init__(self, data=None, *, lines: Iterable[BallotLine]):
        super().__init__(data)
        self.lines = list(lines)
        for line in self.lines:
            nomination = line.item.nomination
            self.fields[self.name_of(line)] = forms.ChoiceField(
                label=f"{line.item.number}. {nomination.candidate.name}",
                help_text=nomination.unit.name,
                choices=Choice.choices,
                widget=forms.RadioSelect(attrs={"autocomplete": "off"}),
                error_messages={"required": _("Choose one answer for this name.")},
            )

    @staticmethod
    def name_of(line: BallotLine) -> str:
        return f"line-{line.pk}"

    @property
    def choices(self) -> dict[int, str]:
        return {line.pk: self.cleaned_data[self.name_of(line)] for line in self.lines}

    @property
    def chosen(self) -> list[tuple[BallotLine, str, str]]:
        """Every line with the answer and its word, for the page that reads the paper back."""
        return [(line, self.choices[line.pk], Choice(self.choices[line.pk]).label) for line in self.lines]


class TieForm(forms.Form):
    """The chair's choice among those tied for the last seat of a field."""

    item = forms.TypedChoiceField(
        label=_("Who gets the seat"),
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of them.")},
    )

    def __init__(self, data=None, *, choices: list[tuple[int, str]]):
        super().__init__(data)
        self.fields["item"].choices = choices


def errors_of(invalid: ValidationError) -> list[str]:
    """The messages of a refusal by the model, without the names of columns."""
    return list(dict.fromkeys(invalid.messages))
