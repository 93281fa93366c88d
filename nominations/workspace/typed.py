"""What was typed beside what is stored, for when two people write, and one made of both."""

from dataclasses import dataclass

from django.forms import BoundField, CheckboxInput, ChoiceField
from django.http import QueryDict
from django.utils.translation import gettext as _

CHOICE = "choose-"


@dataclass(frozen=True)
class Difference:
    """One field or list, as it is stored and as it was typed; ``choice`` is what was picked of the two."""

    name: str
    label: str
    stored: str
    typed: str
    choice: str = ""

    @property
    def preferred(self) -> str:
        """What is picked beforehand: the side that holds something, where the other is empty."""
        if self.choice or (self.stored and self.typed):
            return self.choice
        return "stored" if self.stored else "typed"


def differences(typed, stored) -> list[Difference]:
    """Compare a bound form with the unbound form of what is stored, field by field and list by list."""
    pairs = [
        (name, typed[name].label, shown(stored[name]), shown(typed[name]))
        for name in typed.fields
        if name in stored.fields
    ]
    lists = getattr(typed, "formsets", {})
    pairs += [
        (name, list_label(name), shown_rows(stored.formsets[name]), shown_rows(rows))
        for name, rows in lists.items()
    ]
    picked = {name: typed.data.get(f"{CHOICE}{name}", "") for name, *_rest in pairs}
    return [
        Difference(name, str(label), old, new, picked[name] if picked[name] in ("stored", "typed") else "")
        for name, label, old, new in pairs
        if old != new
    ]


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


# --- One made of both -----------------------------------------------------------------------------------


def chosen(posted: QueryDict, stored) -> QueryDict:
    """Return what was posted with the stored value of every field for which that was picked."""
    data = posted.copy()
    for name in [key.removeprefix(CHOICE) for key in posted if key.startswith(CHOICE)]:
        if posted[f"{CHOICE}{name}"] != "stored":
            continue
        if name in stored.fields:
            put(data, stored[name])
        elif name in getattr(stored, "formsets", {}):
            put_rows(data, stored.formsets[name])
    return data


def put(data: QueryDict, bound: BoundField) -> None:
    """Write a field of the stored form into the data as a browser would send it."""
    data.pop(bound.html_name, None)
    value = bound.value()
    if isinstance(bound.field.widget, CheckboxInput):
        if value:
            data[bound.html_name] = "on"
    elif value not in (None, ""):
        text = value if isinstance(bound.field, ChoiceField) else bound.field.widget.format_value(value)
        data[bound.html_name] = str(text)


def put_rows(data: QueryDict, formset) -> None:
    for key in [key for key in data if key.startswith(f"{formset.prefix}-")]:
        del data[key]
    data[f"{formset.prefix}-TOTAL_FORMS"] = str(len(formset.forms))
    data[f"{formset.prefix}-INITIAL_FORMS"] = "0"
    for form in formset.forms:
        for name in form.fields:
            if name != "DELETE":
                put(data, form[name])


def carried(posted: QueryDict) -> list[tuple[str, str]]:
    """What was typed, for a page that only asks which version to take: name and value, one after the other."""
    return [
        (name, value)
        for name, values in posted.lists()
        for value in values
        if name not in ("csrfmiddlewaretoken", "base_revision", "writer", "choosing", "go")
        and not name.startswith(CHOICE)
    ]
