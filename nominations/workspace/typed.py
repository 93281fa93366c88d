"""What was typed: shown again when it was not stored, and beside what is stored when two people write."""

from dataclasses import dataclass

from django.db.models import BooleanField, Field
from django.forms import BoundField, ChoiceField
from django.http import QueryDict
from django.utils.translation import gettext as _

from ..dossiers.models import Achievement, Candidate, EarlierAward, NominationPage


@dataclass(frozen=True)
class TypedField:
    """One field of a posted form; ``label`` is empty for what no person typed."""

    name: str
    value: str
    label: str

    @property
    def is_long(self) -> bool:
        return "\n" in self.value or len(self.value) > 80


@dataclass(frozen=True)
class Difference:
    """One field, as it is stored and as it was typed."""

    label: str
    stored: str
    typed: str


# --- Without a database or a form: what came with the request -------------------------------------------


def typed_text(posted: QueryDict) -> list[TypedField]:
    """List every posted value with the label of its field, in the order of the form."""
    return [
        TypedField(name, value, label_of(name) if value else "")
        for name, values in posted.lists()
        if name != "csrfmiddlewaretoken"
        for value in values
    ]


def label_of(name: str) -> str:
    """Return the words for a field into which text is typed, found by the model's field of the same name.

    Choices and ticks have no label here: they travel unseen.

    >>> label_of("request_key")
    ''
    """
    own = name.rpartition("-")[2]
    for model in (Candidate, NominationPage, Achievement, EarlierAward):
        fields = {field.name: field for field in model._meta.concrete_fields if field.editable}
        if found := fields.get(own):
            return "" if is_chosen(found) else str(found.verbose_name)
    return ""


def is_chosen(field: Field) -> bool:
    """Whether a person picks the field's value instead of typing it."""
    return bool(field.choices) or field.is_relation or isinstance(field, BooleanField)


# --- Two versions ---------------------------------------------------------------------------------------


def differences(typed, stored) -> list[Difference]:
    """Compare a bound form with the unbound form of what is stored, field by field and list by list."""
    pairs = [(typed[name].label, shown(stored[name]), shown(typed[name])) for name in typed.fields]
    lists = getattr(typed, "formsets", {})
    pairs += [
        (list_label(name), shown_rows(stored.formsets[name]), shown_rows(rows))
        for name, rows in lists.items()
    ]
    return [Difference(str(label), old, new) for label, old, new in pairs if old != new]


def shown(bound: BoundField) -> str:
    """Return the value of a field as a person reads it."""
    value = bound.value()
    if isinstance(bound.field, ChoiceField):
        return {str(key): str(words) for key, words in bound.field.choices}.get(str(value), "")
    if isinstance(value, bool) or bound.widget_type == "checkbox":
        return _("Yes") if value else _("No")
    text = bound.field.widget.format_value(value) or ""
    return str(text).replace("\r\n", "\n").strip()


def shown_rows(formset) -> str:
    """Return a list as a person reads it: one paragraph for each row that is filled and stays."""
    rows = []
    for form in formset.forms:
        if formset.is_bound and "DELETE" in form.fields and form["DELETE"].value():
            continue
        words = [shown(form[name]) for name in form.fields if name not in ("DELETE", "id", "nomination")]
        rows.append("\n".join(filter(None, words)))
    return "\n\n".join(filter(None, rows))


def list_label(name: str) -> str:
    return {"achievements": _("Achievements"), "awards": _("Earlier awards")}[name]
