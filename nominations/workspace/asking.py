"""How a campaign's rules come into a form: what is not asked is left out, what is closed can only be read."""

from django import forms
from django.urls import reverse

from ..dossiers.asked import form_rules, limit_words
from ..dossiers.fields import PlainTextField
from ..dossiers.models import NominationPage
from ..dossiers.opening import opening_of
from ..dossiers.place_notes import place_note
from ..dossiers.rules import OPEN, STANDARD, FormRules, Limit, Opening


def rules_of(nomination: NominationPage | None) -> tuple[FormRules, Opening]:
    """What the nomination's campaign asks, and what its unit may change now."""
    if nomination is None:
        return STANDARD, OPEN
    return form_rules(nomination.campaign), opening_of(nomination)


def let_blank(form: forms.Form, wanted: tuple[str, ...]) -> None:
    """Require nothing, for a draft saves with anything missing, and mark what submission will want."""
    for name, field in form.fields.items():
        field.required, field.wanted = False, name in wanted


def ask(form: forms.Form, section: str, rules: FormRules, opening: Opening) -> None:
    """Fit a form to the rules. Nothing is required, for a draft saves with anything missing."""
    for name in list(form.fields):
        place, field = f"{section}.{name}", form.fields[name]
        if not rules.is_asked(place):
            del form.fields[name]
            continue
        field.required, field.wanted = False, rules.is_required(place)
        limit_text(field, rules.limits.get(place))
        if not opening.allows(place):
            close(field)


def limit_text(field: forms.Field, limit: Limit | None) -> None:
    """Hold a text to a limit, and say so beside it."""
    if limit is not None and isinstance(field, PlainTextField):
        field.limit_to(limit)
        field.help_text = " ".join(filter(None, (str(field.help_text), limit_words(limit))))


# --- What is closed -------------------------------------------------------------------------------------


class ClosedValue(forms.Widget):
    """A value that is read, not entered; what a browser sends for it means nothing."""

    template_name = "nominations/workspace/closed_value.html"
    needs_multipart_form = False

    def __init__(self, words):
        super().__init__()
        self.words = words

    def format_value(self, value):
        return self.words(value)

    def value_omitted_from_data(self, data, files, name):
        return False


def close(field: forms.Field) -> None:
    """Let a field be read only. It keeps what is stored, by whatever rule that came there."""
    words, choices = field.widget.format_value, getattr(field, "choices", None)
    if choices is not None:
        prepare = field.prepare_value

        def words(value):
            return {str(key): str(label) for key, label in choices}.get(str(prepare(value)), "")

    elif isinstance(field, forms.BooleanField):

        def words(value):
            return "✓" if value else ""

    field.disabled = field.is_closed = field.wanted = True  # no word says what may be left out
    field.help_text = ""
    field.widget = ClosedValue(words)
    field.clean = lambda value: value


def leave_closed(form: forms.Form, cleaned: dict) -> dict:
    """Take closed fields out of what is written to the record."""
    return {
        name: value for name, value in cleaned.items() if not getattr(form.fields[name], "is_closed", False)
    }


# --- Places ---------------------------------------------------------------------------------------------


class PlaceInput(forms.TextInput):
    """A place as free text, with suggestions from the official list, and the present name beside a former one."""

    template_name = "nominations/workspace/place_input.html"

    def get_context(self, name, value, attrs):
        suggests = {
            "hx-post": reverse("workspace:places"),
            "hx-trigger": "input changed delay:250ms",
            "hx-target": f"#places-{name}",
            "hx-swap": "innerHTML",
            "hx-params": name,
            "hx-sync": "this:replace",
        }
        context = super().get_context(name, value, (attrs or {}) | suggests)
        return context | {"note": place_note(value or ""), "box": f"places-{name}"}
