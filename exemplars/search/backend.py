"""Wagtail's database search, blind to case and marks: “chuyen doi so” finds “Chuyển đổi số”.

The modules of the databases cannot be imported side by side, so the choice is made at the first use.
"""

from django.db import connection
from django.utils.module_loading import import_string

BACKENDS = {
    "sqlite": "exemplars.search.sqlite.FoldingSQLiteBackend",
    "postgresql": "exemplars.search.postgresql.FoldingPostgresBackend",
}


def SearchBackend(params):
    """Make the backend for the vendor of the default database; KeyError for one that has none."""
    return import_string(BACKENDS[connection.vendor])(params)
