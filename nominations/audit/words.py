"""What entries are called on the auditor's screen."""

import json

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import registry

from .signals import OWN

#: What this room logs, as Wagtail asks for it: what is done, what was done.
LOG_ACTIONS = {
    "nominations.reveal": (_("Show a sensitive field"), _("Sensitive field shown")),
    "nominations.open_evidence": (_("Open an evidence file"), _("Evidence file opened")),
    "nominations.export": (_("Export a list"), _("List exported")),
    "nominations.sign_in": (_("Sign in"), _("Signed in")),
    "nominations.sign_out": (_("Sign out"), _("Signed out")),
    "nominations.sign_in_failed": (_("Try to sign in"), _("Wrong password")),
    "nominations.add_setting": (_("Add a setting"), _("Setting added")),
    "nominations.change_setting": (_("Change a setting"), _("Setting changed")),
    "nominations.remove_setting": (_("Remove a setting"), _("Setting removed")),
    "nominations.change_rights": (_("Change rights"), _("Rights changed")),
}
#: Wagtail's own actions that are chained for campaigns and other settings.
OF_WAGTAIL = (
    "wagtail.create",
    "wagtail.edit",
    "wagtail.delete",
    "wagtail.publish",
    "wagtail.unpublish",
    "wagtail.move",
    "wagtail.rename",
)


def action_words(action: str) -> str:
    """What was done, as a sentence's beginning; the bare name of an action that nobody registered any more."""
    registry.scan_for_actions()
    formatter = registry.formatters.get(action)
    words = formatter and (formatter.message or formatter.label)
    return capfirst(force_str(words)) if words else action


def action_choices() -> list[tuple[str, str]]:
    """Every action that can stand in the log, in the alphabetical order of its words."""
    names = {name for name, _label in registry.get_choices() if name.startswith(OWN)} | set(OF_WAGTAIL)
    return sorted(((name, action_words(name)) for name in names), key=lambda choice: choice[1])


def kind_words(subject_type: str) -> str:
    """What kind of thing an entry is about; its bare name when the portal no longer has such things."""
    try:
        return capfirst(force_str(apps.get_model(subject_type)._meta.verbose_name))
    except (LookupError, ValueError):
        return subject_type


def moment_words(entry) -> str:
    """The moment to the second, in Vietnam time: an auditor compares it with other papers."""
    return timezone.localtime(entry.moment).strftime("%d/%m/%Y %H:%M:%S")


SETTINGS = ("nominations.add_setting", "nominations.change_setting")


def particulars_of(entry) -> list[tuple[str, str]]:
    """What an entry says besides, each with its name: of settings the value before and the value after."""
    values = entry.particulars
    if entry.action in SETTINGS:
        return [
            (column_words(entry.subject_type, name), change(value)) for name, value in sorted(values.items())
        ]
    changed = values.pop("changed", {})
    rows = [(name, plain(value)) for name, value in sorted(values.items())]
    return rows + [
        (column_words(entry.subject_type, name), change(value)) for name, value in sorted(changed.items())
    ]


def column_words(subject_type: str, name: str) -> str:
    """What a column is called in forms; its bare name where the portal no longer has it."""
    try:
        column = apps.get_model(subject_type)._meta.get_field(name.removesuffix("_id"))
    except (LookupError, ValueError, FieldDoesNotExist):
        return name
    return capfirst(force_str(getattr(column, "verbose_name", name)))


def change(value) -> str:
    """Write a pair of values as before → after; of a secret only that it changed."""
    if not isinstance(value, list) or len(value) != 2:
        return gettext("changed") if value == [] else plain(value)
    before, after = value
    return plain(after) if before is None else f"{plain(before)} → {plain(after)}"


def plain(value) -> str:
    """Write one value for reading."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
