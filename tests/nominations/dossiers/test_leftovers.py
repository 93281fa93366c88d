"""Private files that no row names: found, told, and removed after a day."""

import os
import time
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from nominations.dossiers.actions import attach_evidence
from nominations.dossiers.leftovers import leftovers
from nominations.models import Evidence
from nominations.refusals import FileRefused
from tests import factories

DAY = 24 * 60 * 60


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    private = {**settings.STORAGES["private"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"private": private}


@pytest.fixture
def storage():
    return storages["private"]


@pytest.fixture
def nomination(portal, storage, monkeypatch):
    for name in ("file", "preview", "thumbnail"):
        monkeypatch.setattr(Evidence._meta.get_field(name), "storage", storage)
    made = factories.nomination()
    factories.looked_at(made.evidence.first())
    return made


def left_behind(storage, name="evidence/ab/abcdef", *, hours=25.0) -> str:
    storage.save(name, ContentFile(b"x"))
    let_pass(storage, name, hours=hours)
    return name


def let_pass(storage, name, *, hours) -> None:
    then = time.time() - hours * 3600
    os.utime(storage.path(name), (then, then))


def clean(**options) -> list[str]:
    out = StringIO()
    call_command("clean_evidence", stdout=out, **options)
    return out.getvalue().splitlines()


def test_what_rows_name_stays_however_old(nomination, storage):
    for evidence in nomination.evidence.all():
        for file in (evidence.file, evidence.preview, evidence.thumbnail):
            if file:
                let_pass(storage, file.name, hours=9999)

    assert clean() == ["0 files removed."]


@pytest.mark.parametrize("folder", ["evidence", "previews"])
def test_what_no_row_names_goes_after_a_day(nomination, storage, folder):
    name = left_behind(storage, f"{folder}/ab/abcdef")

    assert clean(dry_run=True) == [name, "1 files would be removed."]
    assert storage.exists(name)
    assert clean() == [name, "1 files removed."]
    assert not storage.exists(name)


def test_what_is_younger_may_be_an_upload_on_its_way(nomination, storage):
    name = left_behind(storage, hours=23)

    assert clean() == ["0 files removed."]
    assert storage.exists(name)


def test_files_of_other_folders_are_left_alone(nomination, storage):
    left_behind(storage, "papers/1.docx")

    assert list(leftovers()) == []


def test_check_integrity_tells_of_them(nomination, storage, capsys):
    name = left_behind(storage)

    with pytest.raises(CommandError):
        call_command("check_integrity", files=True)
    assert f"private file {name} belongs to nothing" in capsys.readouterr().out


def files_of(storage) -> int:
    return sum(len(files) for _folder, _folders, files in os.walk(storage.path("evidence")))


def attach(nomination):
    officer = nomination.unit.memberships.first().user
    return attach_evidence(nomination=nomination, user=officer, kind="other", upload=factories.upload())


class Killed(BaseException):
    """What a worker meets that is told to stop in the middle."""


@pytest.mark.parametrize("failure", [Killed, OSError, FileRefused("x")])
def test_a_row_that_is_not_kept_leaves_no_file(nomination, storage, monkeypatch, failure):
    before = files_of(storage)

    def fail(*args, **kwargs):
        raise failure

    monkeypatch.setattr(Evidence, "save", fail)
    with pytest.raises(type(failure) if isinstance(failure, Exception) else failure):
        attach(nomination)

    assert files_of(storage) == before


def test_the_same_file_again_leaves_no_second_copy(nomination, storage):
    before, content = files_of(storage), factories.pdf()
    officer = nomination.unit.memberships.first().user

    for _ in range(3):
        attach_evidence(
            nomination=nomination, user=officer, kind="other", upload=factories.upload(content=content)
        )

    assert files_of(storage) == before + 1
