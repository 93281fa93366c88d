"""``verify_audit`` finds whatever was done to the log behind its back, in the database and in an export."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from nominations.audit import triggers
from nominations.audit.actions import seal_entries
from nominations.models import AuditEntry, AuditHead
from tests import factories


@pytest.fixture
def five(guarded):
    """A log of five entries and more, whose guards a database administrator can switch off."""
    for _ in range(5):
        factories.unit()
    seal_entries()
    return AuditEntry.objects.sealed().count()


@pytest.fixture
def behind_its_back():
    """Do to the table what only a database administrator can."""

    def do(statement: str, *values) -> None:
        triggers.remove(connection)
        with connection.cursor() as cursor:
            cursor.execute(statement, values)
        triggers.install(connection)

    return do


def verify(**options) -> str:
    out = StringIO()
    call_command("verify_audit", stdout=out, **options)
    return out.getvalue()


def broken(**options) -> str:
    with pytest.raises(CommandError) as found:
        verify(**options)
    assert found.value.returncode == 1
    return str(found.value)


def test_a_log_that_holds_is_said_to_hold_with_its_last_hash(five):
    head = AuditHead.objects.get()

    assert verify() == f"{five} entries hold. Last hash: {head.hash}\n"


def test_what_waits_is_sealed_first(five):
    factories.unit()

    assert verify().startswith(f"{five + 1} entries hold")


def test_an_altered_entry_is_found(five, behind_its_back):
    behind_its_back("UPDATE nominations_auditentry SET actor_name = 'X' WHERE sequence = 3")

    assert broken().startswith("Entry 3: its content is not what was sealed")


def test_a_removed_entry_is_found(five, behind_its_back):
    behind_its_back("DELETE FROM nominations_auditentry WHERE sequence = 3")

    assert broken().startswith("Entry 3: entries 3 to 3 are missing")


def test_a_reordered_pair_is_found(five, behind_its_back):
    for old, new in ((2, 99991), (3, 2), (99991, 3)):
        behind_its_back("UPDATE nominations_auditentry SET sequence = %s WHERE sequence = %s", new, old)

    assert broken().startswith("Entry 2: ")


def test_an_inserted_entry_is_found(five, behind_its_back):
    behind_its_back("UPDATE nominations_auditentry SET sequence = sequence + 1000 WHERE sequence >= 3")
    behind_its_back("UPDATE nominations_auditentry SET sequence = sequence - 999 WHERE sequence >= 1000")
    AuditEntry.objects.create(
        sequence=3,
        moment=AuditEntry.objects.get(sequence=2).moment,
        action="x",
        hash="f" * 64,
        previous_hash="f" * 64,
    )

    assert broken().startswith("Entry 3: ")


def test_a_tail_that_was_cut_off_is_found(five, behind_its_back):
    behind_its_back("DELETE FROM nominations_auditentry WHERE sequence > %s", five - 2)

    assert broken().startswith(
        f"Entry {five - 1}: entries {five - 1} to {five} are missing: the end was cut off"
    )


def test_a_tail_that_was_cut_off_with_its_head_is_found_by_who_noted_the_hash(five, behind_its_back):
    noted = AuditHead.objects.get().hash
    behind_its_back("DELETE FROM nominations_auditentry WHERE sequence > %s", five - 2)
    last = AuditEntry.objects.sealed().last()
    AuditHead.objects.update(sequence=last.sequence, hash=last.hash)

    assert "hold" in verify()
    assert "the noted hash is not in the chain" in broken(expect_head=noted)


def test_guards_that_are_gone_are_named(five):
    triggers.remove(connection, "audit_entry_keeps")

    assert "audit_entry_keeps is gone" in broken()


# --- An export --------------------------------------------------------------------------------------


@pytest.fixture
def export(five, tmp_path):
    file = tmp_path / "log.jsonl"
    verify(export=file)
    return file


def rewrite(file, change) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join(change(lines)) + "\n", encoding="utf-8")


def test_an_export_holds_without_the_database(export, django_db_blocker):
    with django_db_blocker.block():
        said = verify(file=export)

    assert "entries hold" in said


def test_an_export_is_logged_and_holds_its_own_entry(export, five):
    assert len(export.read_text(encoding="utf-8").splitlines()) == five + 1
    assert "nominations.export" in export.read_text(encoding="utf-8").splitlines()[-1]


CHANGES = {
    "altered": (
        lambda lines: [*lines[:2], lines[2].replace("nominations.", "nominations,", 1), *lines[3:]],
        3,
    ),
    "removed": (lambda lines: [*lines[:2], *lines[3:]], 3),
    "inserted": (lambda lines: [*lines[:3], lines[1], *lines[3:]], 4),
    "reordered": (lambda lines: [lines[0], lines[2], lines[1], *lines[3:]], 2),
    "no entry": (lambda lines: [*lines[:2], "{", *lines[3:]], 3),
    "headless": (lambda lines: lines[1:], 1),
}


@pytest.mark.parametrize(("change", "place"), CHANGES.values(), ids=CHANGES)
def test_a_changed_export_is_found_at_its_place(change, place, export):
    rewrite(export, change)

    assert broken(file=export).startswith(f"Entry {place}: ")


def test_an_export_that_was_cut_off_is_found_by_who_noted_the_hash(export):
    noted = verify(file=export).split()[-1]
    rewrite(export, lambda lines: lines[:-2])

    assert "hold" in verify(file=export)
    assert "the noted hash is not in the chain" in broken(file=export, expect_head=noted)


def test_a_file_that_is_none_is_told(tmp_path):
    assert "cannot be read" in broken(file=tmp_path / "nowhere.jsonl")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in broken(file=tmp_path / "binary")
