"""The step of the candidate's consent: what the unit carries over from a signed paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..dossiers.consents import Consent, answers_in_force, wordings_in_force
from ..dossiers.fields import AnswerField
from ..dossiers.rules import REQUIRED_ANSWERS
from .asking import let_blank


class ConsentForm(forms.Form):
    """The candidate's answers, carried over from the signed paper; none is chosen beforehand.

    What the candidate answered personally is not among the fields: only the candidate changes it.
    """

    use_required_attribute = False

    def __init__(self, *args, nomination, **kwargs):
        known = answers_in_force(nomination)
        self.own_word = {purpose: row for purpose, row in known.items() if row.is_own_word}
        initial = {purpose: row.given for purpose, row in known.items()}
        super().__init__(*args, initial=initial, **kwargs)
        wordings = wordings_in_force()
        for purpose, words in Consent.Purpose.choices:
            if purpose in self.own_word:
                continue
            wording = wordings.get(purpose)
            self.fields[purpose] = AnswerField(
                label=words,
                yes=_("Agrees"),
                no=_("Does not agree"),
                help_text=f"{wording.text} {wording.otherwise}" if wording else "",
                required=False,
            )
        let_blank(self, wanted=REQUIRED_ANSWERS)

    @property
    def answers(self) -> dict[str, bool]:
        """The answers that were given; purposes without one are absent."""
        return {purpose: given for purpose, given in self.cleaned_data.items() if given is not None}
