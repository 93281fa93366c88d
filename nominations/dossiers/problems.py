"""What a refused form must have corrected: one line each, leading to its field."""

from dataclasses import dataclass

from django.forms import BaseForm, BoundField
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Problem:
    """One thing to correct, and the address of its field; empty where there is none."""

    words: str
    url: str = ""


def problems_of(form: BaseForm) -> list[Problem]:
    """List what is wrong with a bound form, its lists included, in the order of the page."""
    found = problems_in(form)
    for name, formset in getattr(form, "formsets", {}).items():
        found += [Problem(str(error), f"#{name}") for error in formset.non_form_errors()]
        for number, row in enumerate(formset.forms, start=1):
            found += problems_in(row, before=_("Row %(number)d, ") % {"number": number})
    return found


def problems_in(form: BaseForm, before: str = "") -> list[Problem]:
    found = [Problem(f"{before}{error}") for error in form.non_field_errors()]
    for bound in form:
        found += [Problem(f"{before}{bound.label}: {error}", f"#{first_id(bound)}") for error in bound.errors]
    return found


def first_id(bound: BoundField) -> str:
    """Return the id of the control that takes the focus: of radio buttons the first."""
    return f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label


def wrong_fields(form: BaseForm) -> dict[str, list[str]]:
    """What is wrong, by the id that Django gives a field; by the list's name for what concerns a whole list."""
    forms = [form]
    found = {}
    for name, formset in getattr(form, "formsets", {}).items():
        found |= (
            {name: [str(error) for error in formset.non_form_errors()]} if formset.non_form_errors() else {}
        )
        forms += formset.forms
    return found | {
        bound.auto_id: [str(error) for error in bound.errors]
        for one in forms
        for bound in one
        if bound.errors
    }
