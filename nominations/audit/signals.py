"""How entries come into the log: with every entry of Wagtail's that tells of the review or of a setting.

No room writes here: rooms log as Wagtail does, and what matters of it is chained.
"""

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models.signals import post_save
from wagtail.models.audit_log import BaseLogEntry

from . import sign_in, watching  # noqa: F401
from .actions import enter
from .rules import canonical
from .subjects import subject_of

OWN = "nominations."
#: Pages whose text is a setting of the review. Of other pages only our own actions are chained.
PAGES = frozenset({"campaignpage", "campaignindexpage"})
#: Apps whose objects are settings when Wagtail says that they were created, edited or deleted.
APPS = frozenset({"auth", "exemplars", "nominations", "wagtailcore"})


def is_chained(entry) -> bool:
    """Say whether an entry of Wagtail's belongs in the chain.

    What is watched as it is stored (see ``watching``) is there already, with its values.
    """
    if entry.action.startswith(OWN):
        return True
    kind = entry.content_type
    if hasattr(entry, "page_id"):
        return kind.app_label == "nominations" and kind.model in PAGES
    return kind.app_label in APPS and not watching.is_watched(kind.model_class())


def chain(sender, instance, created, raw=False, **kwargs) -> None:
    """Enter a new entry of Wagtail's into the log."""
    if not created or raw or not is_chained(instance):
        return
    enter(
        moment=instance.timestamp,
        actor_id=str(instance.user_id or ""),
        actor_name=str(instance.user_display_name)[:255] if instance.user_id else "",
        action=instance.action,
        data=plain(instance.data | revision_data(instance)),
        **vars(subject_of(instance)),
    )


def plain(data: dict) -> str:
    """Write an entry's data as canonical JSON."""
    encoder = DjangoJSONEncoder()
    return canonical(encode(data, encoder))


def encode(value, encoder):
    """Turn dates, numbers of the decimal kind and lazy words into what JSON knows."""
    if isinstance(value, dict):
        return {str(key): encode(item, encoder) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [encode(item, encoder) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else encoder.default(value)


def revision_data(entry) -> dict:
    """What a saved revision changed in a campaign: column, value before, value after."""
    if not hasattr(entry, "page_id") or not entry.revision_id or entry.action.startswith(OWN):
        return {}
    changed = watching.changes_of(entry.revision) if entry.action == "wagtail.edit" else {}
    return {"revision": entry.revision_id} | ({"changed": changed} if changed else {})


for model in apps.get_models():
    if issubclass(model, BaseLogEntry):
        post_save.connect(chain, sender=model, dispatch_uid=f"audit_{model._meta.label_lower}")
