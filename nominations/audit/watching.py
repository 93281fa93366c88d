"""Settings that are watched as they are stored, whoever stores them: Wagtail logs some, and not their values."""

import json

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import TextField
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from wagtail.log_actions import log
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Task, Workflow, WorkflowTask

from exemplars.models import Approval, Bloc, Field, Unit

#: Stamped by every sign-in, or never to be copied anywhere.
UNWATCHED = {"last_login", "date_joined"}
SECRET = {"password"}
#: The changes of a revision that say nothing about a setting.
BOOKKEEPING = {
    "content_type",
    "depth",
    "draft_title",
    "expired",
    "first_published_at",
    "has_unpublished_changes",
    "last_published_at",
    "latest_revision",
    "latest_revision_created_at",
    "live",
    "live_revision",
    "numchild",
    "path",
    "search_description",
    "translation_key",
    "url_path",
    "wagtail_admin_comments",
}
LONG = 200


def watched() -> list[type]:
    """Every model of settings; those of rooms above this one by name."""
    own = [
        apps.get_model("nominations", name)
        for name in ("Membership", "RulePreset", "PaperSettings", "ConsentWording")
    ]
    steps = [model for model in apps.get_models() if issubclass(model, Task)]
    return [get_user_model(), Group, Unit, Bloc, Field, Approval, Workflow, *steps, *own]


def is_watched(model) -> bool:
    return model in WATCHED


# --- Rows -------------------------------------------------------------------------------------------


def values_of(instance) -> dict:
    """The columns of a setting; of long texts only that there is one, of secrets nothing."""
    return {
        field.attname: shown(field, getattr(instance, field.attname))
        for field in instance._meta.concrete_fields
        if field.attname not in UNWATCHED and not field.primary_key
    }


def shown(field, value):
    if field.name in SECRET:
        return value
    return f"({len(value or '')})" if isinstance(field, TextField) else value


def remember(sender, instance, raw=False, update_fields=None, **kwargs) -> None:
    """Before a setting is stored, keep what it was."""
    nothing = raw or (update_fields is not None and set(update_fields) <= UNWATCHED)
    stored = None if nothing or instance._state.adding else sender._default_manager.filter(pk=instance.pk)
    before = stored.first() if stored is not None else None
    instance._audit_before = None if nothing else values_of(before) if before else {}


def tell(sender, instance, raw=False, **kwargs) -> None:
    """When a setting was stored, log what it became and what it was."""
    before, after = getattr(instance, "_audit_before", None), values_of(instance)
    if raw or before is None:
        return
    changed = {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
    for name in SECRET & changed.keys():
        changed[name] = []  # that it changed, and nothing else
    if changed:
        log(instance, "nominations.change_setting" if before else "nominations.add_setting", data=changed)


def tell_removal(sender, instance, **kwargs) -> None:
    log(instance, "nominations.remove_setting", title=str(instance))


# --- Who is in which group, and what a group may ----------------------------------------------------


#: By table: what it holds, as seen from the person or group, and as seen from the other side.
RIGHTS = {
    get_user_model().groups.through: ("groups", "user_set"),
    get_user_model().user_permissions.through: ("user_permissions", "user_set"),
    Group.permissions.through: ("permissions", "group_set"),
}


def tell_rights(sender, instance, action, reverse, model, pk_set, **kwargs) -> None:
    """Log who came into a group or left it, and what a group or a person may do or no longer may."""
    word = {"post_add": "added", "post_remove": "removed", "pre_clear": "removed"}.get(action)
    if word is None:
        return
    held = getattr(instance, RIGHTS[sender][reverse]).all()
    related = held if action == "pre_clear" else model._default_manager.filter(pk__in=pk_set)
    if names := sorted(getattr(one, "codename", None) or str(one) for one in related):
        log(instance, "nominations.change_rights", data={word: names})


def tell_grant(sender, instance, created=None, raw=False, **kwargs) -> None:
    """Log a permission on pages or on a collection that a group was given, or that was taken from it."""
    if raw or created is False:
        return
    where = getattr(instance, "page", None) or instance.collection
    data = {"added" if created else "removed": [instance.permission.codename], "on": str(where)}
    log(instance.group, "nominations.change_rights", data=data)


def tell_step(sender, instance, created=None, raw=False, **kwargs) -> None:
    """Log a step that was put into a workflow or taken out of it."""
    if raw or created is False:
        return
    data = {"added" if created else "removed": [str(instance.task)], "order": instance.sort_order}
    log(instance.workflow, "nominations.change_setting", data=data)


# --- Campaigns --------------------------------------------------------------------------------------


def changes_of(revision) -> dict:
    """What a revision says otherwise than the one before it: column, value before, value after."""
    before = revision.get_previous()
    # As the database gives it back: one that was saved a moment ago still holds dates.
    new = json.loads(json.dumps(revision.content, cls=DjangoJSONEncoder))
    old = before.content if before else {}
    names = [name for name in new if name not in BOOKKEEPING and old.get(name) != new[name]]
    return {name: [brief(old.get(name)), brief(new[name])] for name in names} if old else {}


def brief(value):
    """A value as it stands in the log; of a long text its length."""
    return f"({len(value)})" if isinstance(value, str) and len(value) > LONG else value


WATCHED = watched()
for setting in WATCHED:
    name = setting._meta.label_lower
    pre_save.connect(remember, sender=setting, dispatch_uid=f"audit_before_{name}")
    post_save.connect(tell, sender=setting, dispatch_uid=f"audit_after_{name}")
    post_delete.connect(tell_removal, sender=setting, dispatch_uid=f"audit_removed_{name}")
for through in RIGHTS:
    m2m_changed.connect(tell_rights, sender=through, dispatch_uid=f"audit_{through._meta.label_lower}")
for grant in (GroupPagePermission, GroupCollectionPermission):
    post_save.connect(tell_grant, sender=grant, dispatch_uid=f"audit_granted_{grant.__name__}")
    post_delete.connect(tell_grant, sender=grant, dispatch_uid=f"audit_taken_{grant.__name__}")
post_save.connect(tell_step, sender=WorkflowTask, dispatch_uid="audit_step_added")
post_delete.connect(tell_step, sender=WorkflowTask, dispatch_uid="audit_step_removed")
