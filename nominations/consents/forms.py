from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ..dossiers.fields import AnswerField, PlainEmailField, PlainTextField, YearField
from ..dossiers.models import ConsentWording


class BirthYearForm(forms.Form):
    """What opens a candidate's page."""

    use_required_attribute = False

    birth_year = YearField(
        label=_("Your year of birth"),
        earliest=1900,
        help_text=_("Four digits, for example 1978. It shows that the link has reached the right person."),
        error_messages={"required": _("Enter your year of birth.")},
    )


class AnswersForm(forms.Form):
    """A candidate's answers, one for each purpose; none is chosen beforehand, and each must be given."""

    use_required_attribute = False

    def __init__(self, *args, wordings: dict[str, ConsentWording], **kwargs):
        super().__init__(*args, **kwargs)
        self.wordings = wordings
        self.fields["wrong"] = PlainTextField(
            label=_("What is not right?"),
            max_length=2000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("Your unit is told and corrects it. Nothing changes by itself."),
        )
        for purpose, wording in wordings.items():
            self.fields[purpose] = AnswerField(
                label=wording.get_purpose_display(),
                yes=_("I agree"),
                no=_("I do not agree"),
                error_messages={"required": _("Choose one of the two answers.")},
            )
        self.fields["signed_as"] = PlainTextField(
            label=_("Your full name"),
            max_length=150,
            help_text=_("In place of a signature."),
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            error_messages={"required": _("Enter your full name: it stands in place of a signature.")},
        )

    @property
    def answers(self) -> dict[str, bool]:
        return {purpose: self.cleaned_data[purpose] for purpose in self.wordings}

    @property
    def questions(self) -> list:
        """Each purpose's field with its wording, numbered by the template."""
        return [(self[purpose], wording) for purpose, wording in self.wordings.items()]

    @property
    def versions(self) -> str:
        """Names the wordings that were shown, so that nobody answers other words than they read."""
        return versions_of(self.wordings)


def versions_of(wordings: dict[str, ConsentWording]) -> str:
    return "-".join(str(wording.pk) for wording in wordings.values())


class SendingForm(forms.Form):
    """Where a candidate's link goes, and in which language."""

    use_required_attribute = False

    address = PlainEmailField(
        label=_("The candidate's mail address"),
        max_length=254,
        help_text=_("The candidate's own address, not one that the unit reads."),
        error_messages={"required": _("Enter the candidate's mail address, or print the link instead.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(
        label=_("Language of the mail and the page"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
