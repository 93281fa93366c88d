"""An editor brings in a recording: told by its bytes, within limits, with captions that browsers show."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from exemplars.clips import reading
from exemplars.models import Clip
from tests import factories

ADD = {"video": "/admin/media/video/add/", "audio": "/admin/media/audio/add/"}


@pytest.fixture
def editor(portal, client):
    client.force_login(factories.editor())
    return client


def bring(client, kind="video", **more):
    sent = {"title": "Một ngày", "file": factories.recording(), "duration": "0", "tags": ""} | more
    return client.post(ADD[kind], {name: value for name, value in sent.items() if value is not None})


def faults(response) -> dict:
    return {name: list(found) for name, found in response.context["form"].errors.items()}


def test_a_video_is_stored_with_what_it_is(editor):
    response = bring(editor, captions_vi=factories.captions(), transcript_vi="Chào bà con.")

    clip = Clip.objects.get()
    assert response.status_code == 302
    assert (clip.type, clip.media_type, clip.size, clip.missing) == ("video", "video/mp4", 424, [])


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("loi-ke.mp3", "audio/mpeg"), ("loi-ke.m4a", "audio/mp4"), ("loi-ke.ogg", "audio/ogg")],
)
def test_sound_is_stored_with_what_it_is(editor, name, media_type):
    bring(editor, "audio", file=factories.recording(name))

    assert Clip.objects.get().media_type == media_type


@pytest.mark.parametrize(
    ("kind", "file"),
    [
        ("video", factories.recording("phim.mp4", ".mp3")),
        ("audio", factories.recording("phim.mp3", ".mp4")),
        ("video", factories.recording("phim.webm", ".mp4")),
        ("video", SimpleUploadedFile("phim.mp4", b"<!doctype html><script>alert(1)</script>")),
        ("video", SimpleUploadedFile("phim.mp4", b"\0\0\0\x14ftypqt  \0\0\0\0qt  ")),
        ("video", SimpleUploadedFile("phim.mp4", b"#EXTM3U\nhttp://10.0.0.1/")),
    ],
)
def test_a_file_is_told_by_its_bytes(editor, kind, file):
    file.seek(0)

    assert list(faults(bring(editor, kind, file=file))) == ["file"]
    assert not Clip.objects.exists()


def test_a_file_that_is_too_large_is_refused_and_the_limit_is_said_before(editor, settings):
    settings.CLIP_MAX_BYTES = 300

    before, response = editor.get(ADD["video"]), bring(editor)

    assert "300" in str(before.context["form"].fields["file"].help_text)
    assert list(faults(response)) == ["file"]


@pytest.mark.parametrize(
    "captions",
    [
        factories.captions("1\n00:00:01,000 --> 00:00:02,000\nLời"),
        factories.captions(name="phu-de.srt"),
        SimpleUploadedFile("phu-de.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\nLời".encode("utf-16")),
    ],
)
def test_captions_that_no_browser_shows_are_refused(editor, captions):
    captions.seek(0)

    assert list(faults(bring(editor, captions_vi=captions))) == ["captions_vi"]


def test_a_poster_loses_what_the_camera_wrote_into_it(editor):
    exif = Image.Exif()
    exif[0x010F] = "Máy ảnh của chị Sương"
    picture = factories.picture((3000, 2000), format="JPEG", exif=exif)

    bring(editor, thumbnail=SimpleUploadedFile("anh.jpg", picture))

    with Image.open(BytesIO(Clip.objects.get().thumbnail.read())) as kept:
        assert (kept.size, dict(kept.getexif())) == ((1280, 853), {})


def test_a_clip_on_a_public_page_keeps_its_words(editor):
    clip = factories.clip()
    factories.profile(story=[("clip", {"clip": clip, "title": "Một ngày"})])
    sent = {"title": clip.title, "duration": "252.4", "captions_vi-clear": "on", "transcript_vi": ""}

    response = editor.post(f"/admin/media/edit/{clip.pk}/", sent)

    assert set(faults(response)) == {"captions_vi", "transcript_vi"}


def test_files_that_are_replaced_are_removed(editor, django_capture_on_commit_callbacks):
    clip = factories.clip()
    before = clip.captions_vi.name
    sent = {
        "title": clip.title,
        "duration": "252.4",
        "transcript_vi": "Lời",
        "captions_vi": factories.captions(),
    }

    with django_capture_on_commit_callbacks(execute=True):
        editor.post(f"/admin/media/edit/{clip.pk}/", sent)

    after = Clip.objects.get().captions_vi.name
    assert (default_storage.exists(before), default_storage.exists(after)) == (False, True)


@pytest.mark.parametrize(
    "role", ["officer", "screener", "council_member", "leader", "auditor", "administrator"]
)
def test_nobody_else_brings_anything_in(portal, client, role):
    client.force_login(getattr(factories, role)())

    assert bring(client).status_code in (302, 403)
    assert not Clip.objects.exists()


# --- ffmpeg ---------------------------------------------------------------------------------------------

TOLD = b'{"streams": [{"codec_type": "audio"}, {"codec_type": "video", "width": 640, "height": 360}], "format": {"duration": "12.04"}}'


@pytest.fixture
def ffmpeg(monkeypatch):
    """A machine that has ffmpeg, which says of every file the same."""
    monkeypatch.setattr(reading.shutil, "which", lambda program: f"/usr/bin/{program}")
    answers = {"ffprobe": TOLD, "ffmpeg": factories.picture(format="JPEG")}
    monkeypatch.setattr(reading, "run", lambda program, *arguments: answers[program])
    return answers


def test_length_size_and_poster_are_read_where_ffmpeg_is(editor, ffmpeg):
    bring(editor)

    clip = Clip.objects.get()
    assert (clip.duration, clip.width, clip.height, clip.length) == (12.0, 640, 360, "0:12")
    assert clip.thumbnail.read() == ffmpeg["ffmpeg"]


def test_an_editors_poster_stays(editor, ffmpeg):
    bring(editor, thumbnail=SimpleUploadedFile("anh.png", factories.picture((10, 10))))

    assert Clip.objects.get().thumbnail.name.endswith("anh.jpg")


def test_a_recording_that_ffmpeg_cannot_read_is_kept(editor, ffmpeg):
    ffmpeg["ffprobe"] = b""

    bring(editor)

    assert Clip.objects.get().duration == 0
