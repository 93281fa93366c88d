"""Clearing what closed ballots leave behind on disk."""

from django.db import connection
from django_tasks import task

from .models import RollEntry, Vote


@task()
def sweep() -> None:
    """Let the database forget dead rows of the roll and the votes, which would still tell their order.

    PostgreSQL keeps a deleted row until it is vacuumed, SQLite keeps it in its write-ahead log until that
    is folded in. Neither can be done within the transaction that closes the ballot.
    """
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for model in (RollEntry, Vote):
                cursor.execute(f"VACUUM {connection.ops.quote_name(model._meta.db_table)}")
        elif connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
