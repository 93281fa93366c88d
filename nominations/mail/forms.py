from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .actions import choose_kinds, choose_language
from .kinds import declinable
from .models import DeclinedKind
from .people import preferred_language


class MailChoiceForm(forms.Form):
    """Which kinds of mail a reviewer wants; those that cannot be declined are not asked about."""

    for_reviewers = True

    kinds = forms.MultipleChoiceField(
        label=_("Mail that I want to receive"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        known = declinable(for_reviewers=self.for_reviewers)
        self.known = {kind.code for kind in known}
        declined = set(DeclinedKind.objects.filter(person=person).values_list("kind", flat=True))
        self.fields["kinds"].choices = [(kind.code, kind.label) for kind in known]
        self.fields["kinds"].initial = [kind.code for kind in known if kind.code not in declined]

    def save(self, commit: bool = True) -> None:
        choose_kinds(person=self.person, wanted=set(self.cleaned_data["kinds"]), among=self.known)


class MailAndLanguageForm(MailChoiceForm):
    """What a unit's person wants, and in which language: they have no settings in the admin."""

    for_reviewers = False

    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )

    field_order = ("kinds", "language")

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, person=person, **kwargs)
        self.fields["language"].initial = preferred_language(person)

    def save(self, commit: bool = True) -> None:
        super().save(commit)
        choose_language(person=self.person, language=self.cleaned_data["language"])
