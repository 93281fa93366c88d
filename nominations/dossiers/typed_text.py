"""What came with a posted form, as a person reads it: asked of neither a form nor the database."""

from dataclasses import dataclass

from django.db.models import BooleanField, Field, Model
from django.http import QueryDict

from .models import Achievement, Candidate, EarlierAward, NominationPage

#: The models whose words label what was typed; a room with forms of its own adds its models.
LABELLED: list[type[Model]] = [Candidate, NominationPage, Achievement, EarlierAward]


@dataclass(frozen=True)
class TypedField:
    """One field of a posted form; ``label`` is empty for what no person typed."""

    name: str
    value: str
    label: str

    @property
    def is_long(self) -> bool:
        return "\n" in self.value or len(self.value) > 80


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
    for model in LABELLED:
        fields = {field.name: field for field in model._meta.concrete_fields if field.editable}
        if found := fields.get(own):
            return "" if is_chosen(found) else str(found.verbose_name)
    return ""


def is_chosen(field: Field) -> bool:
    """Whether a person picks the field's value instead of typing it."""
    return bool(field.choices) or field.is_relation or isinstance(field, BooleanField)
