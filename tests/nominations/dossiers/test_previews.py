"""Pictures of evidence: drawn anew, shown to whoever may open the file, and never the file itself."""

from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from nominations.dossiers import drawing
from nominations.dossiers.actions import attach_evidence
from nominations.dossiers.actions.inspecting import draw_previews
from nominations.models import AuditEntry, Evidence, NominationPage
from nominations.stages import Stage
from tests import factories


@pytest.fixture(autouse=True)
def _with_previews(settings):
    settings.EVIDENCE_PREVIEWS = True


@pytest.fixture
def draft(portal):
    return factories.draft(by=factories.officer())


def attach(draft, name, content) -> Evidence:
    officer = draft.unit.memberships.first().user
    stored = attach_evidence(
        nomination=draft, user=officer, kind="other", upload=factories.upload(name, content)
    )
    return Evidence.objects.get(pk=stored.pk)


def text_pdf(pages: int = 1, size=(595, 842)) -> bytes:
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=size)
    document.pages[0].Contents = document.make_stream(b"1 0 0 rg 100 100 300 300 re f")
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def sides(file) -> tuple[str, tuple[int, int]]:
    with file.open("rb") as opened, Image.open(opened) as picture:
        return picture.format, picture.size


def test_the_first_page_of_a_pdf_is_drawn(draft):
    evidence = attach(draft, "a.pdf", text_pdf(pages=3))

    assert evidence.pages == 3
    assert sides(evidence.preview) == ("JPEG", (990, 1400))
    assert sides(evidence.thumbnail) == ("JPEG", (255, 360))
    with evidence.preview.open("rb") as file, Image.open(file) as picture:
        red, green, _blue = picture.getpixel((400, 900))
        assert (red > 200, green < 60) == (True, True)


@pytest.mark.parametrize("size", [(3, 14400), (14400, 3), (14400, 14400)])
def test_a_page_of_any_shape_is_drawn_within_the_same_sides(draft, size):
    evidence = attach(draft, "a.pdf", text_pdf(size=size))

    assert max(sides(evidence.preview)[1]) <= 1400


@pytest.mark.parametrize(
    ("format", "mode", "ending"),
    [("JPEG", "RGB", "jpg"), ("JPEG", "CMYK", "jpg"), ("PNG", "RGBA", "png"), ("PNG", "P", "png"), ("PNG", "I;16", "png"),
     ("PNG", "LA", "png"), ("WEBP", "RGBA", "webp")],
)  # fmt: skip
def test_a_picture_is_drawn_small_and_large(draft, format, mode, ending):
    original = factories.picture((1600, 800), format=format, mode=mode)

    evidence = attach(draft, f"a.{ending}", original)

    assert sides(evidence.preview) == ("JPEG", (1400, 700))
    assert sides(evidence.thumbnail) == ("JPEG", (360, 180))


def test_a_word_file_has_no_picture(draft):
    evidence = attach(draft, "a.xlsx", spreadsheet())

    assert (evidence.preview.name, evidence.thumbnail.name, evidence.pages) == ("", "", None)


def spreadsheet() -> bytes:
    from openpyxl import Workbook

    out = BytesIO()
    Workbook().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + bytes(range(256)) * 99 + b"%%EOF"]
)
def test_what_cannot_be_drawn_is_shown_without_a_picture(content):
    assert drawing.first_page(content) == b""


def test_a_drawing_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(drawing, "SECONDS", 0.001)

    assert drawing.first_page(text_pdf()) == b""


def test_nothing_is_drawn_twice_or_of_what_is_gone(draft):
    evidence = attach(draft, "a.pdf", text_pdf())

    assert draw_previews.call(evidence.pk) is False
    assert draw_previews.call(evidence.pk + 1) is False


# --- Who sees them --------------------------------------------------------------------------------------

ADDRESSES = ("nominations_evidence_preview", "nominations_evidence_thumbnail")


@pytest.fixture
def handed_in(draft):
    evidence = attach(draft, "đơn.pdf", text_pdf())
    NominationPage.objects.filter(pk=draft.pk).update(stage=Stage.SUBMITTED, submitted_at=timezone.now())
    return evidence


def addresses(evidence) -> list[str]:
    reference = evidence.nomination.reference
    return [reverse(name, args=[evidence.pk]) for name in ADDRESSES] + [
        reverse(f"workspace:evidence-{name}", args=[reference, evidence.pk])
        for name in ("preview", "thumbnail")
    ]


def statuses(client, person, evidence) -> set[int]:
    client.logout()
    if person:
        client.force_login(person)
    return {client.get(address).status_code for address in addresses(evidence)}


def test_a_picture_is_shown_inline_and_runs_nothing(handed_in, client):
    client.force_login(factories.screener())

    for address in addresses(handed_in):
        answer = client.get(address)

        assert b"".join(answer.streaming_content).startswith(b"\xff\xd8")
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert answer.headers["Content-Disposition"] == 'inline; filename="preview.jpg"'
        assert answer.headers["Cache-Control"].startswith("private, no-store")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_who_may_open_the_file_sees_its_picture(handed_in, client):
    for person in (factories.screener(), factories.leader(), factories.auditor()):
        assert statuses(client, person, handed_in) == {200}


def test_others_see_nothing(handed_in, client):
    assert statuses(client, None, handed_in) == {302}
    assert 200 not in statuses(client, factories.editor(), handed_in)
    assert 200 not in statuses(client, factories.administrator(), handed_in)
    assert 200 not in statuses(client, factories.council_member(), handed_in)
    assert 200 not in statuses(client, factories.officer(), handed_in)


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.WITHDRAWN])
def test_reviewers_see_no_picture_of_what_was_not_handed_in(handed_in, client, stage):
    NominationPage.objects.filter(pk=handed_in.nomination_id).update(stage=stage, submitted_at=None)

    assert statuses(client, factories.screener(), handed_in) == {404}


def test_looking_is_written_down_and_listing_is_not(handed_in, client):
    client.force_login(factories.screener())

    client.get(reverse("nominations_evidence_thumbnail", args=[handed_in.pk]))
    assert not AuditEntry.objects.filter(action="nominations.open_evidence").exists()
    client.get(reverse("nominations_evidence_preview", args=[handed_in.pk]))
    assert AuditEntry.objects.filter(action="nominations.open_evidence").count() == 1


def test_the_dossier_shows_pictures_captions_and_pages(handed_in, client):
    Evidence.objects.filter(pk=handed_in.pk).update(caption="Bản có dấu đỏ")
    client.cookies["django_language"] = "en"
    client.force_login(factories.screener())

    page = client.get(reverse("wagtailadmin_pages:edit", args=[handed_in.nomination_id])).content.decode()

    assert f'src="{reverse("nominations_evidence_thumbnail", args=[handed_in.pk])}"' in page
    assert f'href="{reverse("nominations_evidence_preview", args=[handed_in.pk])}"' in page
    assert "Bản có dấu đỏ" in page


def test_removing_a_file_removes_its_pictures(draft, client, django_capture_on_commit_callbacks):
    evidence = attach(draft, "a.pdf", text_pdf())
    client.force_login(draft.unit.memberships.first().user)

    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("workspace:evidence-remove", args=[draft.reference, evidence.pk]))

    storage = evidence.file.storage
    names = [file.name for file in (evidence.file, evidence.preview, evidence.thumbnail)]
    assert [storage.exists(name) for name in names] == [False, False, False]
