"""The documents: each file by itself, what is refused says why, and what was stored stays."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from nominations.models import NominationPage
from nominations.stages import Stage
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
    assert 'aria-describedby="error-report limits"' in page
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


def test_a_file_is_removed_after_a_question_once_and_again_without_harm(desk, draft):
    desk.send("evidence", draft, report=factories.upload("bao-cao.pdf"))
    evidence = draft.evidence.get()
    question = desk.send("evidence", draft, remove=evidence.pk).headers["Location"]
    assert question == desk.address("evidence-remove", draft, evidence.pk)
    page = desk.client.get(question).content.decode()
    assert "bao-cao.pdf" in page
    assert names(draft) == [("report", "bao-cao.pdf")]

    answers = [desk.client.post(question) for _ in range(2)]

    assert names(draft) == []
    assert answers[0].headers["Location"] == desk.address("evidence", draft) + "#slot-report"
    assert answers[1].headers["Location"] == desk.address("evidence", draft)


def test_what_is_removed_leaves_no_bytes(desk, draft, django_capture_on_commit_callbacks):
    desk.send("evidence", draft, report=factories.upload("bao-cao.pdf"))
    evidence = draft.evidence.get()

    with django_capture_on_commit_callbacks(execute=True):
        desk.client.post(desk.address("evidence-remove", draft, evidence.pk))

    assert not evidence.file.storage.exists(evidence.file.name)


@pytest.mark.parametrize("number", ["x", "-1", "9" * 30, "٣"])
@pytest.mark.parametrize("button", ["remove", "up", "down"])
def test_a_button_with_nonsense_changes_nothing(desk, draft, button, number):
    desk.send("evidence", draft, report=factories.upload("bao-cao.pdf"))

    assert desk.send("evidence", draft, **{button: number}).status_code == 302
    assert len(names(draft)) == 1


def test_a_file_of_another_nomination_is_not_removed(desk, draft):
    other = factories.nomination()
    foreign = other.evidence.first().pk

    desk.send("evidence", draft, remove=foreign)
    desk.client.post(desk.address("evidence-remove", draft, foreign))

    assert other.evidence.count() == 2


def test_a_storage_that_fails_is_said_and_nothing_is_recorded(desk, draft, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr("django.core.files.storage.FileSystemStorage._save", fail)
    page = desk.send("evidence", draft, report=factories.upload("bao-cao.pdf")).content.decode()

    assert "“bao-cao.pdf” was not stored: the storage does not answer" in page
    assert names(draft) == []


# --- Words and order ------------------------------------------------------------------------------------


@pytest.fixture
def three(desk, draft):
    """Three copies of earlier decisions."""
    uploads = [factories.upload(f"qd-{number}.pdf") for number in (1, 2, 3)]
    desk.send("evidence", draft, award=uploads)
    return list(draft.evidence.all())


def words_of(evidence, **changed) -> dict[str, str]:
    """The fields of one file as its page sends them."""
    now = {"caption": evidence.caption, "kind": evidence.kind, "seen": evidence.caption} | changed
    return {f"evidence-{evidence.pk}-{name}": value for name, value in now.items()}


def order(draft) -> list[str]:
    return [evidence.original_name for evidence in draft.evidence.all()]


@pytest.mark.parametrize(
    ("button", "number", "expected"),
    [
        ("up", 1, ["qd-2.pdf", "qd-1.pdf", "qd-3.pdf"]),
        ("down", 1, ["qd-1.pdf", "qd-3.pdf", "qd-2.pdf"]),
        ("up", 0, ["qd-1.pdf", "qd-2.pdf", "qd-3.pdf"]),
        ("down", 2, ["qd-1.pdf", "qd-2.pdf", "qd-3.pdf"]),
    ],
)
def test_files_of_one_kind_change_places(desk, draft, three, button, number, expected):
    answer = desk.send("evidence", draft, **{button: three[number].pk})

    assert order(draft) == expected
    assert answer.headers["Location"] == desk.address("evidence", draft) + f"#file-{three[number].pk}"


def test_a_new_file_stands_last_in_its_kind(desk, draft, three):
    desk.send("evidence", draft, up=three[2].pk)
    desk.send("evidence", draft, award=factories.upload("qd-4.pdf"))

    assert order(draft) == ["qd-1.pdf", "qd-3.pdf", "qd-2.pdf", "qd-4.pdf"]


def test_a_caption_is_stored_whatever_button_is_pressed(desk, draft, three):
    first, second, third = three

    desk.send("evidence", draft, up=second.pk, **words_of(first, caption="  Bằng khen\tnăm 2020 "))
    desk.send("evidence", draft, remove=first.pk, **words_of(second, caption="Giấy khen"))
    desk.send("evidence", draft, go="stay", **words_of(third, caption="Quyết định"))

    captions = dict(draft.evidence.values_list("original_name", "caption"))
    assert captions == {"qd-1.pdf": "Bằng khen năm 2020", "qd-2.pdf": "Giấy khen", "qd-3.pdf": "Quyết định"}


def test_a_caption_that_is_too_long_keeps_what_was_typed_and_takes_no_file_with_it(desk, draft, three):
    typed = "Giấy khen " * 30

    answer = desk.send("evidence", draft, report=factories.upload(), **words_of(three[0], caption=typed))

    page = answer.content.decode()
    assert "At most 250 characters; these are 299." in page
    assert typed.strip() in page
    assert f'href="#id_evidence-{three[0].pk}-caption"' in page
    assert draft.evidence.filter(kind="report").count() == 1
    assert draft.evidence.get(pk=three[0].pk).caption == ""


def test_a_refused_file_keeps_the_captions(desk, draft, three):
    bad = SimpleUploadedFile("chay.exe", b"MZ" + b"\0" * 300)

    desk.send("evidence", draft, report=bad, **words_of(three[0], caption="Giấy khen"))

    assert draft.evidence.get(pk=three[0].pk).caption == "Giấy khen"


def test_a_caption_that_somebody_else_wrote_is_not_overwritten_unseen(desk, draft, three):
    [first, *_rest] = three
    seen = words_of(first, caption="Của tôi")
    desk.send("evidence", draft, **words_of(first, caption="Của người khác"))

    page = desk.send("evidence", draft, **seen).content.decode()

    assert "“Của người khác”" in page
    assert 'value="Của tôi"' in page
    assert draft.evidence.get(pk=first.pk).caption == "Của người khác"
    desk.send("evidence", draft, **words_of(first, caption="Của tôi", seen="Của người khác"))
    assert draft.evidence.get(pk=first.pk).caption == "Của tôi"


def test_a_file_moves_to_another_kind_and_stands_last_there(desk, draft, three):
    desk.send("evidence", draft, other=factories.upload("khac.pdf"))

    desk.send("evidence", draft, **words_of(three[0], kind="other"))

    assert [(file.kind, file.original_name) for file in draft.evidence.all()] == [
        ("award", "qd-2.pdf"), ("award", "qd-3.pdf"), ("other", "khac.pdf"), ("other", "qd-1.pdf"),
    ]  # fmt: skip


def test_a_file_does_not_move_to_a_kind_that_holds_the_same(desk, draft):
    content = factories.pdf()
    desk.send(
        "evidence", draft, award=factories.upload("a.pdf", content), other=factories.upload("b.pdf", content)
    )
    award = draft.evidence.get(kind="award")

    page = desk.send("evidence", draft, **words_of(award, kind="other")).content.decode()

    assert "“a.pdf” is already under “Other document”." in page
    assert draft.evidence.get(pk=award.pk).kind == "award"


def test_words_of_a_file_that_was_removed_meanwhile_harm_nothing(desk, draft, three):
    words = words_of(three[0], caption="Giấy khen")
    desk.client.post(desk.address("evidence-remove", draft, three[0].pk))

    assert desk.send("evidence", draft, **words).status_code == 302
    assert order(draft) == ["qd-2.pdf", "qd-3.pdf"]


def test_nothing_is_described_arranged_or_removed_once_it_was_handed_in(desk, draft, three):
    NominationPage.objects.filter(pk=draft.pk).update(stage=Stage.SUBMITTED, submitted_at=timezone.now())

    answers = [
        desk.send("evidence", draft, **words_of(three[0], caption="Giấy khen")),
        desk.send("evidence", draft, up=three[1].pk),
        desk.send("evidence", draft, report=factories.upload()),
        desk.client.post(
            desk.address("evidence-upload", draft), {"kind": "report", "file": factories.upload()}
        ),
        desk.client.post(desk.address("evidence-remove", draft, three[0].pk)),
    ]

    assert [answer.status_code for answer in answers] == [409, 409, 409, 409, 302]
    assert order(draft) == ["qd-1.pdf", "qd-2.pdf", "qd-3.pdf"]
    assert set(draft.evidence.values_list("caption", flat=True)) == {""}


# --- Limits ---------------------------------------------------------------------------------------------


def test_limits_are_said_before_an_upload(desk, draft, settings):
    settings.EVIDENCE_MAX_PAGES, settings.EVIDENCE_MAX_TOTAL_BYTES = 50, 30 * 1024 * 1024

    page = desk.read("evidence", draft).content.decode()

    assert "20\xa0MB at most; a PDF 50 pages, a picture 25 megapixels" in page
    assert "20 files and 30\xa0MB at most" in page
    assert "In use: 0 of 20 files, 0\xa0bytes of 30\xa0MB." in page


def test_files_that_together_take_too_much_are_refused(desk, draft, settings):
    content = factories.pdf()
    settings.EVIDENCE_MAX_TOTAL_BYTES = len(content) + 100

    desk.send("evidence", draft, report=factories.upload("a.pdf", content))
    page = desk.send("evidence", draft, minutes=factories.upload("b.pdf")).content.decode()

    assert "“b.pdf” was not stored: all files of a nomination may take" in page
    assert names(draft) == [("report", "a.pdf")]


def test_two_hundred_files_at_once_are_answered_one_by_one(desk, draft):
    uploads = [factories.upload(f"{number}.pdf") for number in range(200)]

    answer = desk.send("evidence", draft, award=uploads)

    assert answer.status_code == 200
    assert answer.content.decode().count('href="#id_award">') == 180
    assert draft.evidence.count() == 20


# --- One file by itself ---------------------------------------------------------------------------------


def send_one(desk, draft, upload, kind="report"):
    return desk.client.post(desk.address("evidence-upload", draft), {"kind": kind, "file": upload})


def test_a_file_sent_by_itself_answers_with_its_row(desk, draft):
    answer = send_one(desk, draft, factories.upload("báo cáo.pdf"))

    found = answer.json()
    [evidence] = draft.evidence.all()
    assert (answer.status_code, found["id"], found["files"], found["bytes"]) == (
        200,
        evidence.pk,
        1,
        evidence.size,
    )
    assert f'id="file-{evidence.pk}"' in found["row"]
    assert "báo cáo.pdf" in found["row"]
    assert "In use: 1 of 20 files" in found["used"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_file_sent_again_because_the_answer_was_lost_is_stored_once(desk, draft):
    content = factories.pdf()

    first, second = (send_one(desk, draft, factories.upload("a.pdf", content)).json() for _ in range(2))

    assert first["id"] == second["id"]
    assert names(draft) == [("report", "a.pdf")]


def test_a_refused_file_sent_by_itself_says_why(desk, draft):
    answer = send_one(desk, draft, SimpleUploadedFile("chay.exe", b"MZ" + b"\0" * 300))

    assert answer.status_code == 422
    assert answer.json()["reason"].startswith("“chay.exe” was not stored")


@pytest.mark.parametrize("data", [{}, {"kind": "report"}, {"kind": "virus", "file": "x"}])
def test_a_request_without_a_file_is_refused(desk, draft, data):
    answer = desk.client.post(desk.address("evidence-upload", draft), data)

    assert (answer.status_code, names(draft)) == (422, [])


def test_a_file_is_not_stored_for_a_session_that_is_over(desk, draft):
    desk.client.logout()

    assert send_one(desk, draft, factories.upload()).status_code == 401
    assert names(draft) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_step_costs_the_same_for_any_number_of_files(desk, draft, count, django_assert_num_queries):
    desk.send("evidence", draft, award=[factories.upload(f"{number}.pdf") for number in range(count)])
    desk.read("evidence", draft)

    with django_assert_num_queries(16):
        answer = desk.read("evidence", draft)

    assert answer.content.decode().count('class="file evidence"') == count
