"""What can be stored of a form that is still being typed: whatever is right, and of the rest what was stored."""

from django.forms import ModelForm
from django.forms.formsets import DELETION_FIELD_NAME

#: A list that an error of this field speaks about, too: neither is stored then.
ABOUT = {"without_awards": "awards"}


def values_of(instance) -> dict[str, object]:
    """The columns of a row as they are now, before a form writes on it."""
    return {column.name: getattr(instance, column.attname) for column in instance._meta.concrete_fields}


def take_valid(form: ModelForm, before: dict[str, object]) -> None:
    """Leave on the form's instance every valid value, and what stood there ``before`` for each that is not."""
    columns = {column.name: column.attname for column in form.instance._meta.concrete_fields}
    for name in form.errors:
        if name in before:
            setattr(form.instance, columns[name], before[name])


def take_rows(form) -> dict[str, list[int | None]]:
    """Put into the page's lists what can be stored of the rows; say for each row where it stands now.

    A row says with ``-was`` at which place of the stored list it stood when it was shown. A row in which
    something is wrong keeps there what is stored; a new one waits until it has what a row cannot do without.
    """
    places = {}
    held = {ABOUT[name] for name in form.errors if name in ABOUT}
    for name, formset in form.formsets.items():
        formset.is_valid()
        if name in held or not formset.management_form.is_valid() or formset.non_form_errors():
            continue
        stored = list(getattr(form.instance, name).all())
        kept = [storable(row, stored) for row in formset.forms]
        formset.put([row for row in kept if row is not None])
        places[name] = numbered(kept)
    return places


def note_places(formset) -> None:
    """Say on each row that is shown at which place of the stored list it stands; a row that is new has none."""
    for place, row in enumerate(formset.forms):
        stands = place < formset.initial_form_count()
        row.was = row.data.get(f"{row.prefix}-was", "") if row.is_bound else str(place) if stands else ""


def storable(row: ModelForm, stored: list):
    """The row to store for one that is being typed; None where there is nothing to store, or not enough."""
    cleaned = getattr(row, "cleaned_data", {})
    if cleaned.get(DELETION_FIELD_NAME):
        return None
    if not row.errors:
        return row.instance if row.is_filled() else None
    was = row.data.get(f"{row.prefix}-was", "")
    before = stored[int(was)] if was.isdecimal() and int(was) < len(stored) else None
    take_valid(row, values_of(before or type(row.instance)()))
    whole = all(getattr(row.instance, name) not in (None, "") for name in row.needed)
    return row.instance if whole and row.has_changed() else None


def numbered(kept: list) -> list[int | None]:
    """The place of each row in the stored list.

    >>> numbered(["first", None, "second"])
    [0, None, 1]
    """
    places, count = [], 0
    for row in kept:
        places.append(None if row is None else count)
        count += row is not None
    return places


def written(page) -> tuple:
    """Everything that a unit types into the page, for comparing before and after."""
    lists = tuple(
        tuple(tuple(values_of(row).items())[1:] for row in getattr(page, name).all())
        for name in ("achievements", "awards")
    )
    return tuple(values_of(page).items()), lists
