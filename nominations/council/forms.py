from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from ..dossiers.fields import PlainTextField

ABSTAIN = "abstain"
#: So many numbers stand side by side as buttons; more are a list to choose from.
BUTTONS = 10


class ScoreForm(forms.Form):
    """One row of points per criterion, from 1 to ``top``, or an abstention."""

    def __init__(self, data=None, *, criteria, top: int, given: dict[int, int | None]):
        super().__init__(data)
        self.criteria = criteria
        choices = [(str(point), str(point)) for point in range(1, top + 1)]
        blank = [("", "–")] if top > BUTTONS else []
        for criterion in criteria:
            known = given.get(criterion.pk, "")
            self.fields[f"criterion-{criterion.pk}"] = forms.ChoiceField(
                label=criterion.title,
                help_text=criterion.description,
                choices=[*blank, *choices, (ABSTAIN, _("Abstain"))],
                initial=ABSTAIN if known is None else str(known),
                widget=forms.Select if blank else forms.RadioSelect,
                error_messages={
                    name: _("Choose a number, or abstain.") for name in ("required", "invalid_choice")
                },
            )
            self.fields[f"criterion-{criterion.pk}"].weight = criterion.weight
            self.fields[f"criterion-{criterion.pk}"].is_scale = not blank

    @property
    def points(self) -> dict[int, int | None]:
        """The points by criterion, None for an abstention."""
        answers = {one.pk: self.cleaned_data[f"criterion-{one.pk}"] for one in self.criteria}
        return {key: None if answer == ABSTAIN else int(answer) for key, answer in answers.items()}


class ConflictForm(forms.Form):
    note = PlainTextField(
        label=_("Note for the secretary"),
        required=False,
        max_length=200,
        help_text=_("For example: colleague until 2021. Only the secretary reads it."),
    )


class RelativeForm(forms.Form):
    name = PlainTextField(label=_("Full name"), max_length=150, help_text=_("With all its marks."))
    relation = PlainTextField(
        label=_("Relation"), max_length=60, help_text=_("For example: wife, younger brother.")
    )
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        required=False,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
        help_text=_("If you give it, another person of the same name is not taken for your relative."),
    )
