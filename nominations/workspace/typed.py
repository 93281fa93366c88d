"""What was typed beside what is stored, for when two people write."""

from dataclasses import dataclass

from django.forms import BoundField, ChoiceField
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Difference:
    """One field, as it is stored and as it was typed."""

    label: str
    stored: str
    typed: str


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
