"""The documents: each file by itself, what is refused says why, and what was stored stays."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories


@pytest.fixture(autouse=True)
def _english(client):
    client.cookies["django_language"] = "en"


def names(nomination) -> list[tuple[str, str]]:
    return list(nomination.evidence.order_by("pk").values_list("kind", "original_name"))


def test_several_files_of_several_kinds_are_stored_at_once(desk, draft):
    answer = desk.send(
        "evidence", draft, report=factories.upload("báo cáo.pdf"),
        award=[factories.upload("qd-1.pdf"), factories.upload("qd-2.pdf")],
    )  # fmt: skip

    assert answer.headers["Location"] == desk.address("consent", draft)
    assert names(draft) == [("report", "báo cáo.pdf"), ("award", "qd-1.pdf"), ("award", "qd-2.pdf")]


BAD_FILES = {
    "empty": (SimpleUploadedFile("rong.pdf", b""), "rong.pdf", "the file is empty"),
    "not what its name says": (
        SimpleUploadedFile("anh.pdf", factories.picture()),
        "anh.pdf",
        "is not what its name says",
    ),
    "of a kind that is not taken": (
        SimpleUploadedFile("chay.exe", b"MZ" + b"\0" * 300),
        "chay.exe",
        "only PDF, Word",
    ),
    "text": (SimpleUploadedFile("ghi-chu.pdf", b"xin chao"), "ghi-chu.pdf", "only PDF, Word"),
}


@pytest.mark.parametrize("kind", BAD_FILES)
def test_a_refused_file_says_why_and_takes_no_other_with_it(desk, draft, kind):
    bad, name, words = BAD_FILES[kind]
    bad.seek(0)

    answer = desk.send("evidence", draft, report=bad, minutes=factories.upload("bien-ban.pdf"))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Error:" in page
    assert f'href="#id_report">“{name}” was not stored' in page
    assert words in page
    assert 'aria-describedby="error-report"' in page
    assert names(draft) == [("minutes", "bien-ban.pdf")]


def test_a_file_that_is_too_large_is_refused(desk, draft, settings):
    settings.EVIDENCE_MAX_BYTES = 100

    page = desk.send("evidence", draft, report=factories.upload("lon.pdf")).content.decode()

    assert "it is larger than 100" in page
    assert names(draft) == []


def test_a_vietnamese_file_name_of_400_characters_is_stored_short(desk, draft):
    desk.send("evidence", draft, report=factories.upload("Báo cáo thành tích " * 22 + ".pdf"))

    [(_kind, name)] = names(draft)
    assert len(name) <= 255
    assert name.startswith("Báo cáo thành tích ")
    assert name.endswith(".pdf")


def test_the_same_file_twice_is_stored_once(desk, draft):
    content = factories.pdf()
    for _ in range(2):
        desk.send("evidence", draft, report=factories.upload("bao-cao.pdf", content))

    assert names(draft) == [("report", "bao-cao.pdf")]


def test_a_file_is_removed_once_and_again_without_harm(desk, draft):
    desk.send("evidence", draft, report=factories.upload("bao-cao.pdf"))
    evidence = draft.evidence.get()

    answers = [desk.send("evidence", draft, remove=evidence.pk) for _ in range(2)]

    assert names(draft) == []
    assert answers[0].headers["Location"] == desk.address("evidence", draft) + "#slot-report"
    assert answers[1].status_code == 302


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "٣"])
def test_nonsense_to_remove_removes_nothing(desk, draft, number):
    desk.send("evidence", draft, report=factories.upload("bao-cao.pdf"))

    assert desk.send("evidence", draft, remove=number).status_code == 302
    assert len(names(draft)) == 1


def test_a_file_of_another_nomination_is_not_removed(desk, draft):
    other = factories.nomination()

    desk.send("evidence", draft, remove=other.evidence.first().pk)

    assert other.evidence.count() == 2


def test_a_storage_that_fails_is_said_and_nothing_is_recorded(desk, draft, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", fail)
    page = desk.send("evidence", draft, report=factories.upload("bao-cao.pdf")).content.decode()

    assert "“bao-cao.pdf” was not stored: the storage does not answer" in page
    assert names(draft) == []
