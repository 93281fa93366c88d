"""The hostile corpus sent through the portal: nothing is stored as something it is not, nothing breaks."""

from collections import Counter

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.hostile import CLEANSED, REFUSED, SCRIPT, TWO_FACED


def send(desk, draft, name, content):
    upload = SimpleUploadedFile(name, content)
    return desk.client.post(desk.address("evidence-upload", draft), {"kind": "other", "file": upload})


def test_the_corpus_is_large_enough():
    assert len(REFUSED) + len(CLEANSED) >= 60


def test_each_hostile_file_is_refused_by_itself_and_says_why(desk, draft):
    answers = {case: send(desk, draft, name, content) for case, (name, content, _words) in REFUSED.items()}

    assert Counter(answer.status_code for answer in answers.values()) == {422: len(REFUSED)}
    assert {case for case, answer in answers.items() if not answer.json()["reason"]} == set()
    assert draft.evidence.count() == 0


def test_all_hostile_files_in_one_form_are_refused(desk, draft):
    uploads = [SimpleUploadedFile(name, content) for name, content, _words in REFUSED.values()]

    answer = desk.send("evidence", draft, other=uploads)

    assert answer.status_code == 200
    assert answer.content.decode().count('href="#id_other"') == len(REFUSED)
    assert draft.evidence.count() == 0


def test_what_is_taken_is_stored_as_what_it_is_and_never_served_inline(desk, draft):
    sent = [*CLEANSED.values(), TWO_FACED]
    found = [send(desk, draft, name, content).json()["id"] for name, content, _media_type in sent]

    for number, (_name, _content, media_type) in zip(found, sent, strict=True):
        answer = desk.client.get(reverse("workspace:evidence-file", args=[draft.reference, number]))

        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["Content-Type"] == media_type
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
        content = b"".join(answer.streaming_content)
        assert (SCRIPT in content) is (media_type == "application/pdf")


def test_a_hostile_name_is_shown_as_text(desk, draft):
    row = send(desk, draft, TWO_FACED[0], TWO_FACED[1]).json()["row"]

    assert "&lt;script&gt;" not in TWO_FACED[0]
    assert (
        "<script>"
        not in row
        + desk.read("evidence", draft).content.decode().partition("<main")[2].partition("</main")[0]
    )
