"""The longest texts that the database itself holds."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _


class Ceiling(models.CheckConstraint):
    """Refuses a text that is longer than any campaign may allow.

    Django would ask the database about every text that a form checks; its length is known here.
    """

    def __init__(self, *, name: str, column: str, characters: int):
        self.column, self.characters = column, characters
        super().__init__(name=name, condition=LessThanOrEqual(Length(column), characters))

    def deconstruct(self):
        path, _args, kwargs = super().deconstruct()
        kwargs.pop("condition")
        return path, (), kwargs | {"column": self.column, "characters": self.characters}

    def validate(self, model, instance, exclude=None, using=None):
        if exclude and self.column in exclude:
            return
        if len(getattr(instance, self.column) or "") > self.characters:
            raise ValidationError(
                _("At most %(ceiling)d: more cannot be stored.") % {"ceiling": self.characters}
            )
