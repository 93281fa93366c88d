"""Forms with lists: rows that, as they were posted, are the whole list."""

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet, ClusterForm

from ..dossiers.completeness import LISTS
from ..dossiers.fields import DayField, PlainTextField, YearField
from ..dossiers.rules import STANDARD, FormRules, Opening
from .asking import ask, close, leave_closed, limit_text, rules_of


class WholeListFormSet(BaseChildFormSet):
    """Rows that, as they were posted, are the whole list.

    No row is matched to a stored one by a number from the browser, so a forged or outdated number means
    nothing, and a list that somebody else has changed meanwhile can be put in its place. Numbers of stored
    rows are given out again in order, so that a comparison of revisions shows rows, not replacements.
    """

    #: The numbers of the rows that may be changed; None where the whole list may.
    open_rows: frozenset[int] | None = None
    #: Of a list of which single rows may be changed: how many cannot be taken out of it, from the first on.
    staying = 0

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.can_order = False

    def fit(self, rules: FormRules, opening: Opening, *, one_more: bool) -> None:
        """Fit the list to the rules before its rows are made: a closed one gets no row, and loses none."""
        self.form_kwargs = {"rules": rules, "kept": self.kept_columns(rules)}
        if not opening.allows(self.rel_name):
            self.open_rows = opening.rows_of(self.rel_name)
            self.staying = opening.stood_of(self.rel_name, len(self.stored))
        self.extra = 1 if self.may_grow and (one_more or not self.initial_form_count()) else 0

    @cached_property
    def stored(self) -> list:
        """The rows as they were when the form was made."""
        return list(getattr(self.instance, self.rel_name).all())

    def kept_columns(self, rules: FormRules) -> frozenset[str]:
        """The columns that are not asked for, and in which something stands: they are shown all the same."""
        left_out = [name for name in LISTS[self.rel_name] if not rules.is_asked(f"{self.rel_name}.{name}")]
        return frozenset(name for name in left_out if any(getattr(row, name) for row in self.stored))

    @property
    def is_closed(self) -> bool:
        """Whether stored rows can neither be taken out nor, but for those remarked on, be changed."""
        return self.open_rows is not None

    @property
    def may_grow(self) -> bool:
        """Whether rows can be added: to an open list, and to one of which a row was remarked on."""
        return not self.is_closed or bool(self.open_rows)

    def initial_form_count(self):
        return 0 if self.is_bound else super().initial_form_count()

    def total_form_count(self):
        if not self.may_grow:
            return len(self.stored)
        asked = super().total_form_count()
        return max(asked, self.staying) if self.is_closed else asked

    def add_fields(self, form, index):
        # Past the model formset, which would add the row's number.
        BaseFormSet.add_fields(self, form, index)
        if self.is_closed and index is not None and index < self.staying:
            del form.fields["DELETE"]
            form.empty_permitted, form.stays = False, True
            if index + 1 not in self.open_rows:
                self.close_row(form, self.stored[index])

    def close_row(self, form, row) -> None:
        """Let a row be read only; it stays in the list as it is stored, whatever a browser sends for it."""
        form.initial = {name: getattr(row, name) for name in form.fields}
        for field in form.fields.values():
            close(field)
        form.is_closed = True

    def filled(self) -> list:
        """The valid rows that hold something and are not ticked for deletion."""
        dropped = self.deleted_forms
        return [form for form in self.forms if form not in dropped and form.is_filled()]

    def save(self, commit=True):
        return self.put([form.instance for form in self.filled()])

    def put(self, rows: list) -> list:
        """Make these rows the whole list of the page in memory."""
        manager = getattr(self.instance, self.rel_name)
        numbers = [row.pk for row in manager.all()]
        for order, row in enumerate(rows):
            row.pk, row.sort_order = (numbers[order] if order < len(numbers) else None), order
        manager.set(rows)
        return rows


class RowForm(forms.ModelForm):
    """One row of a list."""

    use_required_attribute = False
    #: What a row cannot do without, once anything of it is filled in.
    needed: tuple[str, ...] = ()

    #: Whether the row cannot be taken out of its list.
    stays = False
    #: Which list it is a row of, as the campaign's rules name it.
    section = ""

    def __init__(self, *args, rules: FormRules = STANDARD, kept: frozenset[str] = frozenset(), **kwargs):
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            place, field = f"{self.section}.{name}", self.fields[name]
            if not rules.is_asked(place) and name not in kept:
                del self.fields[name]
                continue
            field.required, field.wanted = (
                name in self.needed,
                name in self.needed or rules.is_required(place),
            )
            limit_text(field, rules.limits.get(place))

    def clean(self):
        cleaned = super().clean()
        if self.stays and not self.errors and not self.is_filled():
            raise forms.ValidationError(
                _("This one cannot be taken out: correct it, or ask the department to open the whole list.")
            )
        return cleaned

    def is_filled(self) -> bool:
        names = [name for name in self.cleaned_data if name != "DELETE"]
        return any(self.cleaned_data[name] not in (None, "") for name in names)


class AchievementForm(RowForm):
    section = "achievements"

    class Meta:
        field_classes = dict.fromkeys(("title", "period", "detail", "result"), PlainTextField)
        widgets = {"detail": forms.Textarea(attrs={"rows": 4}), "result": forms.Textarea(attrs={"rows": 3})}
        labels = {"title": _("Name of the achievement"), "period": _("When"), "detail": _("What was done?")}
        help_texts = {
            "period": _("For example 2021–2022."),
            "result": _("Say where the figures come from."),
        }


class AwardForm(RowForm):
    section = "awards"
    needed = ("year", "name")
    year = YearField(label=_("Year"), error_messages={"required": _("Enter the year of the award.")})
    decision_date = DayField(
        label=_("Date of the decision"), required=False, help_text=_("For example 06/02/2020.")
    )

    class Meta:
        field_classes = dict.fromkeys(("name", "decision_number", "issuer"), PlainTextField)
        labels = {"name": _("Title or award")}
        help_texts = {"decision_number": _("For example 118/QĐ-BTTTT.")}
        error_messages = {"name": {"required": _("Enter the title or award.")}}


class ListedForm(ClusterForm):
    """A form with lists; an empty row stands ready where a list has none, or when one more is asked for."""

    use_required_attribute = False
    section = "case"

    def __init__(self, *args, one_more: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        rules, opening = rules_of(self.instance if self.instance.campaign_id else None)
        ask(self, self.section, rules, opening)
        for formset in self.formsets.values():
            formset.fit(rules, opening, one_more=one_more)

    def clean(self):
        return leave_closed(self, super().clean())
