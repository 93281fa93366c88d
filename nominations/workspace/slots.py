"""The supporting documents as their page shows them: one slot for each kind, with its files and their words."""

from dataclasses import dataclass, field

from django import forms
from django.utils.translation import gettext_lazy as _

from ..dossiers.fields import PlainTextField
from ..dossiers.models import Evidence, NominationPage
from ..dossiers.rules import FormRules, Opening


class WordsForm(forms.Form):
    """What a person says of one stored file; ``seen`` is the caption that stood there when the page was made."""

    #: Whether the file can only be read, because nobody asked for another one.
    is_closed = False

    caption = PlainTextField(label=_("Caption"), max_length=250, required=False)
    kind = forms.ChoiceField(label=_("What it is"), choices=Evidence.Kind.choices)
    seen = forms.CharField(widget=forms.HiddenInput, strip=False, required=False)

    def __init__(self, evidence: Evidence, data=None):
        self.evidence = evidence
        now = {"caption": evidence.caption, "kind": evidence.kind, "seen": evidence.caption}
        super().__init__(data, prefix=f"evidence-{evidence.pk}", initial=now)
        self.fields["kind"].wanted = True  # every file has one already, so no word says that it must

    @property
    def is_sent(self) -> bool:
        """Whether the posted form knows of this file: it may have been stored meanwhile."""
        return self.add_prefix("caption") in self.data


@dataclass
class Slot:
    """One kind of document: what is stored, and what was refused just now."""

    kind: str
    label: str
    files: list[WordsForm] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    remarks: list = field(default_factory=list)
    is_closed: bool = False

    @property
    def is_filled(self) -> bool:
        """Whether a file is there that counts."""
        return any(not form.evidence.is_destroyed for form in self.files)


def words_forms(nomination: NominationPage, data=None) -> list[WordsForm]:
    """One form for each stored file; those that were posted hold what was typed."""
    unbound = [WordsForm(evidence, data) for evidence in nomination.evidence.all()]
    return [form if form.is_sent else WordsForm(form.evidence) for form in unbound]


def slots_of(
    files: list[WordsForm], errors: dict[str, list[str]], remarks, rules: FormRules, opening: Opening
) -> list[Slot]:
    """Lay files out by kind, in the order of the official form; a kind that is not asked shows where it has files."""
    there = {form.evidence.kind for form in files}
    for form in files:
        form.is_closed = not opening.allows(f"evidence.{form.evidence.kind}")
    return [
        Slot(
            kind=kind,
            label=label,
            files=[form for form in files if form.evidence.kind == kind],
            errors=errors.get(kind, []),
            remarks=[line for line in remarks if line.field == kind],
            is_closed=not opening.allows(f"evidence.{kind}"),
        )
        for kind, label in Evidence.Kind.choices
        if kind in there or rules.is_asked(f"evidence.{kind}")
    ]
