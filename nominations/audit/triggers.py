"""What the database itself refuses: the log takes new entries, seals each once, and gives none back.

A migration that rebuilds the table (on SQLite every change of a column does) must end with ``install``.
"""

TABLE = "nominations_auditentry"
#: Written once, by sealing; every other column is what it was when the entry came in.
SEALED = ("sequence", "previous_hash", "hash")
KEPT = (
    "id",
    "moment",
    "actor_id",
    "actor_name",
    "action",
    "subject_type",
    "subject_id",
    "subject_label",
    "reference",
    "campaign",
    "data",
)
MESSAGE = "the audit log is append-only"

_same = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in KEPT)
#: By vendor, the triggers by name. The names are what ``missing`` looks for.
TRIGGERS = {
    "sqlite": {
        "audit_entry_keeps": f"""
            CREATE TRIGGER audit_entry_keeps BEFORE UPDATE ON {TABLE}
            WHEN NOT (OLD.sequence IS NULL AND NEW.sequence IS NOT NULL AND {_same})
            BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
        "audit_entry_stays": f"""
            CREATE TRIGGER audit_entry_stays BEFORE DELETE ON {TABLE}
            BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
    },
    "postgresql": {
        "audit_entry_keeps": f"""
            CREATE TRIGGER audit_entry_keeps BEFORE UPDATE ON {TABLE}
            FOR EACH ROW EXECUTE FUNCTION audit_entry_keeps()""",
        "audit_entry_stays": f"""
            CREATE TRIGGER audit_entry_stays BEFORE DELETE ON {TABLE}
            FOR EACH ROW EXECUTE FUNCTION audit_entry_stays()""",
        "audit_log_stays": f"""
            CREATE TRIGGER audit_log_stays BEFORE TRUNCATE ON {TABLE}
            FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_stays()""",
    },
}
#: The trigger that the flush between tests meets, by vendor: SQLite deletes rows, PostgreSQL truncates.
MET_BY_FLUSH = {"sqlite": "audit_entry_stays", "postgresql": "audit_log_stays"}

_sealed = ", ".join(f"'{column}'" for column in SEALED)
FUNCTIONS = {
    "sqlite": [],
    "postgresql": [
        f"""
        CREATE OR REPLACE FUNCTION audit_entry_keeps() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF OLD.sequence IS NULL AND NEW.sequence IS NOT NULL
                AND to_jsonb(NEW) - ARRAY[{_sealed}] = to_jsonb(OLD) - ARRAY[{_sealed}]
            THEN RETURN NEW; END IF;
            RAISE EXCEPTION '{MESSAGE}';
        END $$""",
        f"""
        CREATE OR REPLACE FUNCTION audit_entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$""",
    ],
}
PRESENT = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND tgenabled <> 'D'",
}


def install(connection) -> None:
    """Put every trigger in place that is not there."""
    wanted = missing(connection)
    with connection.cursor() as cursor:
        for statement in FUNCTIONS[connection.vendor]:
            cursor.execute(statement)
        for name in wanted:
            cursor.execute(TRIGGERS[connection.vendor][name])


def remove(connection, *names: str) -> None:
    """Take triggers away: all of them before the table is dropped, or those of these names."""
    where = f" ON {TABLE}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name in names or TRIGGERS[connection.vendor]:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{where}")


def missing(connection) -> list[str]:
    """Name the triggers that should stand and do not, or are switched off."""
    with connection.cursor() as cursor:
        cursor.execute(PRESENT[connection.vendor], [TABLE])
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in TRIGGERS[connection.vendor] if name not in present]
