"""Private files that no row names: a process was killed between storing a file and keeping its row."""

import posixpath
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.core.files.storage import Storage, storages
from django.db.models import FileField
from django.utils import timezone

from .storage import EVIDENCE, PREVIEWS

#: A younger file may be one whose row is just being written.
AGE = timedelta(days=1)


def leftovers(age: timedelta = AGE) -> Iterator[str]:
    """Yield the name of every private file of evidence that is older than ``age`` and belongs to no row.

    The files are listed before the rows are read: what is stored meanwhile is never taken for a leftover.
    """
    storage, before = storages["private"], timezone.now() - age
    found = [name for folder in (EVIDENCE, PREVIEWS) for name in files_below(storage, folder)]
    named = names_in_rows()
    for name in sorted(found):
        if name not in named and (changed := changed_at(storage, name)) and changed < before:
            yield name


def files_below(storage: Storage, folder: str) -> Iterator[str]:
    """Yield every file in a folder and the folders in it."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        yield posixpath.join(folder, name)
    for name in folders:
        yield from files_below(storage, posixpath.join(folder, name))


def names_in_rows() -> set[str]:
    """The names of all private files that any row of any room keeps."""
    private = storages["private"]
    return {
        name
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, FileField) and field.storage is private
        for name in model._base_manager.exclude(**{field.attname: ""}).values_list(field.attname, flat=True)
        if name
    }


def changed_at(storage: Storage, name: str) -> datetime | None:
    """When a file was written; None for one that is gone meanwhile."""
    try:
        return storage.get_modified_time(name)
    except FileNotFoundError:
        return None
