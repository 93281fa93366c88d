"""What the Excel template of a campaign asks for: its sheets and columns, taken from the forms of the steps.

A column follows the field of the form: its name, its help, whether submission wants it, its length and its
choices. So what a campaign asks for is asked for in the template as well, in the reader's language.
"""

from dataclasses import dataclass, field
from functools import cached_property

from django import forms
from django.conf import settings
from django.utils.encoding import force_str
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from exemplars.vocabulary.names import fold

from ...campaigns.models import CampaignPage
from ...dossiers.fields import BirthField, DayField, YearField
from ...dossiers.models import Candidate, NominationPage
from ..forms import AwardsForm, CandidateForm, CaseForm
from ..views.steps import fields_of

#: How many people one file may name; the other sheets have room for what belongs to them.
MOST_PEOPLE = 500
#: Headings, the hidden row of keys, and the example stand above the first row that is read.
HEADING_ROW, KEY_ROW, EXAMPLE_ROW = 1, 2, 3

PEOPLE, ACHIEVEMENTS, AWARDS = "people", "achievements", "awards"
TITLES = {
    PEOPLE: gettext_lazy("Candidates"),
    ACHIEVEMENTS: gettext_lazy("Achievements"),
    AWARDS: gettext_lazy("Earlier awards"),
}
MOST_ROWS = {PEOPLE: MOST_PEOPLE, ACHIEVEMENTS: MOST_PEOPLE * 10, AWARDS: MOST_PEOPLE * 10}
GUIDE = gettext_lazy("Guide")
#: The hidden sheet from which the drop-down lists take their words.
LISTS = "_lists"
YES, NO = gettext_lazy("Yes"), gettext_lazy("No")
NUMBER = "number"


@dataclass(frozen=True)
class Choice:
    """One value that may be chosen: what the form takes, and every word that people write for it."""

    value: str
    shown: str
    words: frozenset[str]


@dataclass(frozen=True)
class Column:
    """One column of a sheet. ``key`` is the form and the field, as ``candidate.name``; it never changes."""

    key: str
    label: str
    help: str = ""
    is_wanted: bool = False
    is_long: bool = False
    kind: str = "text"
    choices: tuple[Choice, ...] = ()

    @property
    def form(self) -> str:
        return self.key.partition(".")[0]

    @property
    def name(self) -> str:
        return self.key.partition(".")[2]

    @property
    def heading(self) -> str:
        return f"{self.label} *" if self.is_wanted else self.label

    def value_of(self, text: str) -> str | None:
        """Return the form's value for what was written; None for a word that is none of the choices."""
        written = fold(text.strip())
        return next((choice.value for choice in self.choices if written in choice.words), None)


@dataclass(frozen=True)
class Sheet:
    key: str
    title: str
    columns: tuple[Column, ...]

    @property
    def last_row(self) -> int:
        """The last row that is read."""
        return EXAMPLE_ROW + MOST_ROWS[self.key]

    @cached_property
    def by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.columns}


@dataclass(frozen=True)
class Plan:
    """Everything that the template of one campaign asks for."""

    campaign: CampaignPage
    sheets: tuple[Sheet, ...]
    fields: object = field(repr=False)

    def sheet(self, key: str) -> Sheet:
        return next(sheet for sheet in self.sheets if sheet.key == key)


def plan_of(campaign: CampaignPage) -> Plan:
    """Set out the sheets of a campaign's template in the active language."""
    fields = fields_of(campaign)
    candidate = CandidateForm(instance=Candidate(), nomination=blank_page(campaign))
    case, awards = (
        CaseForm(instance=blank_page(campaign), fields=fields),
        AwardsForm(instance=blank_page(campaign)),
    )
    return Plan(
        campaign,
        (
            sheet(
                PEOPLE,
                number_column(PEOPLE, _("Any number, once each: the other sheets refer to it.")),
                *columns_of("candidate", candidate),
                *columns_of("case", case),
                *columns_of("awards", awards),
            ),
            sheet(ACHIEVEMENTS, whose(ACHIEVEMENTS), *columns_in("achievement", case, "achievements")),
            sheet(AWARDS, whose(AWARDS), *columns_in("award", awards, "awards")),
        ),
        fields,
    )


def blank_page(campaign: CampaignPage) -> NominationPage:
    """A nomination that holds nothing yet, ready for the forms; its code is given out when it is stored."""
    return NominationPage(
        title="–", draft_title="–", slug="x", campaign=campaign, locale_id=campaign.locale_id, url_path="/x/"
    )


def sheet(key: str, *columns: Column) -> Sheet:
    return Sheet(key, str(TITLES[key]), columns)


def number_column(key: str, words: str) -> Column:
    return Column(f"{key}.{NUMBER}", _("No."), words)


def whose(key: str) -> Column:
    words = _("The number that the person has in the sheet “%(sheet)s”.") % {"sheet": TITLES[PEOPLE]}
    return Column(f"{key}.{NUMBER}", _("No."), words, is_wanted=True)


def columns_of(name: str, form: forms.BaseForm) -> list[Column]:
    return [column(f"{name}.{each}", form.fields[each]) for each in form.fields]


def columns_in(name: str, form: forms.BaseForm, rows: str) -> list[Column]:
    """The columns of a list within a form."""
    empty = form.formsets[rows].empty_form
    kept = [each for each in empty.fields if each not in ("id", "DELETE", "nomination")]
    return [column(f"{name}.{each}", empty.fields[each]) for each in kept]


def column(key: str, its_field: forms.Field) -> Column:
    return Column(
        key=key,
        label=capital(force_str(its_field.label)),
        help=force_str(its_field.help_text),
        is_wanted=bool(getattr(its_field, "wanted", False)) and not isinstance(its_field, forms.BooleanField),
        is_long=isinstance(its_field.widget, forms.Textarea),
        kind=kind_of(its_field),
        choices=choices_of(its_field),
    )


def capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def kind_of(its_field: forms.Field) -> str:
    """Say how a cell of this field is read: as a choice, a birthday, a day, a year, digits or text."""
    if isinstance(its_field, forms.ChoiceField | forms.BooleanField):
        return "choice"
    kinds = ((BirthField, "birth"), (DayField, "day"), (YearField, "year"))
    found = next((name for kind, name in kinds if isinstance(its_field, kind)), "")
    digits = its_field.widget.attrs.get("inputmode") == "numeric"
    return found or ("digits" if digits else "text")


# --- Choices --------------------------------------------------------------------------------------------


def choices_of(its_field: forms.Field) -> tuple[Choice, ...]:
    if isinstance(its_field, forms.ModelChoiceField):
        return tuple(
            Choice(str(one.pk), one.name, folded(one.name_vi, one.name_en, one.code))
            for one in its_field.queryset
        )
    if isinstance(its_field, forms.BooleanField):
        yes, no = every_word(YES) | EXTRA["yes"], every_word(NO) | EXTRA["no"]
        return (Choice("on", str(YES), yes), Choice("", str(NO), no))
    if isinstance(its_field, forms.ChoiceField):
        return tuple(
            Choice(str(value), force_str(words), every_word(words) | EXTRA.get(str(value), frozenset()))
            for value, words in its_field.choices
            if value != ""
        )
    return ()


def every_word(words) -> frozenset[str]:
    """A choice's words in each language of the portal, folded."""
    return folded(*(in_language(code, words) for code, _name in settings.LANGUAGES))


def in_language(code: str, words) -> str:
    with override(code):
        return force_str(words)


def folded(*words: str) -> frozenset[str]:
    return frozenset(fold(word.strip()) for word in words)


#: What officers write for yes and no besides the words of the list.
EXTRA = {"yes": folded("x", "có", "true", "1"), "no": folded("không", "0", "false")}
