"""A recording on a profile: what readers get, what the gate asks, and what is left when it goes."""

import re

import pytest
from django.core.files.storage import default_storage

from exemplars.models import Clip, ExemplarPage
from exemplars.profiles.actions import change_consents, revoke_approval
from exemplars.profiles.gate import PublishRefused
from exemplars.profiles.rules import Refusal, Shortcoming
from tests import factories

VIDEO = "https://www.youtube.com/watch?v=aB3_-567890"


@pytest.fixture(autouse=True)
def _portal_stands(portal):
    """Every test begins with a portal that is set up."""


def own(clip=None, **more):
    return ("clip", {"clip": clip or factories.clip(**more), "title": "Một ngày trên tuyến thư"})


def framed(**more):
    return (
        "video",
        {"video": VIDEO, "title": "Phóng sự", "length": "4:12", "transcript": "<p>Chào bà con.</p>"} | more,
    )


def fresh(profile) -> ExemplarPage:
    return ExemplarPage.objects.get(pk=profile.pk)


# --- What readers get -----------------------------------------------------------------------------------


def test_a_video_of_our_own_waits_for_its_reader(client):
    clip = factories.clip(captions_en=factories.captions(), credit="Trung tâm Thông tin")

    html = client.get(factories.profile(story=[own(clip)]).url).content.decode()

    [video] = re.findall(r"<video.*?>", html)
    assert 'preload="none"' in video
    assert "autoplay" not in html
    tracks = re.findall(r'<track kind="captions" src="(.*?)" srclang="(..)" label="(.*?)"( default)?>', html)
    assert tracks == [
        (clip.captions_vi.url, "vi", "Tiếng Việt", " default"),
        (clip.captions_en.url, "en", "English", ""),
    ]
    for words in ("Huổi Sẳn", "4:12", "424", "Trung tâm Thông tin"):
        assert words in html


def test_sound_of_our_own_has_its_transcript(client):
    html = client.get(factories.profile(story=[own(kind="audio")]).url).content.decode()

    assert '<audio controls preload="none"' in html
    assert "Huổi Sẳn" in html


def test_a_video_elsewhere_is_a_still_and_a_link(client):
    still = factories.image()

    response = client.get(factories.profile(story=[framed(still=still)]).url)

    html = response.content.decode()
    assert f'href="{VIDEO}" rel="noopener noreferrer external"' in html
    assert 'data-frame="https://www.youtube-nocookie.com/embed/aB3_-567890"' in html
    assert still.renditions.get().url in html
    assert "<iframe" not in html
    assert "Chào bà con." in html


def test_a_host_that_may_be_framed_no_more_keeps_its_link(client, settings):
    profile = factories.profile(story=[framed()])
    settings.CLIP_HOSTS = {"vtv.vn": "VTV"}

    html = client.get(profile.url).content.decode()

    assert f'href="{VIDEO}"' in html
    assert "data-frame" not in html


def test_the_policy_names_the_hosts_that_may_be_framed(client):
    policy = client.get("/")["Content-Security-Policy"]

    assert "frame-src 'self' https://www.youtube-nocookie.com https://vtv.vn" in policy


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_costs_the_same_however_many_recordings_it_has(count, client, django_assert_num_queries):
    pictures = [("picture", {"image": factories.image(), "alt": "Ảnh", "caption": ""}) for _ in range(count)]
    recordings = [one for _ in range(count) for one in (own(), framed(still=factories.image()))]
    profile = factories.profile(portrait=factories.image(), story=[*pictures, *recordings])
    client.get(profile.url)

    with django_assert_num_queries(13):
        html = client.get(profile.url).content.decode()

    assert (html.count("<video"), html.count("data-frame")) == (count, count)


def test_the_api_tells_where_the_recording_is_and_what_is_said(client):
    clip = factories.clip()
    profile = factories.profile(story=[own(clip), framed()])

    first, second = (block["value"] for block in client.get(f"/api/v1/profiles/{profile.pk}").json()["story"])

    assert first["url"] == f"http://testserver{clip.file.url}"
    assert first["captions"] == [{"locale": "vi", "url": f"http://testserver{clip.captions_vi.url}"}]
    assert first["transcript"] == {"locale": "vi", "text": clip.transcript_vi}
    assert second["url"] == VIDEO


# --- The gate -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("make", "reasons"),
    [
        (lambda: own(captions_vi=""), [Shortcoming.NO_CAPTIONS]),
        (lambda: own(transcript_vi=" "), [Shortcoming.NO_TRANSCRIPT]),
        (lambda: own(kind="audio", transcript_vi=""), [Shortcoming.NO_TRANSCRIPT]),
        (lambda: own(captions_vi="", transcript_vi=""), [Shortcoming.NO_CAPTIONS, Shortcoming.NO_TRANSCRIPT]),
        (lambda: framed(transcript=""), [Shortcoming.NO_TRANSCRIPT]),
        (lambda: framed(transcript="<p></p>"), [Shortcoming.NO_TRANSCRIPT]),
        (lambda: ("clip", {"clip": None, "title": "Trống"}), [Shortcoming.NO_RECORDING]),
    ],
)
def test_nothing_is_published_without_its_words(make, reasons):
    draft = factories.profile(live=False, story=[make()])

    with pytest.raises(PublishRefused) as refused:
        draft.get_latest_revision().publish()

    assert refused.value.reasons == reasons
    assert not fresh(draft).live


@pytest.mark.parametrize("make", [own, lambda: own(kind="audio"), framed])
def test_nobody_is_seen_or_heard_without_consent(make):
    draft = factories.profile(live=False, video=False, story=[make()])

    with pytest.raises(PublishRefused) as refused:
        draft.get_latest_revision().publish()

    assert refused.value.reasons == [Refusal.NO_VIDEO_CONSENT]


def answer(profile, **given):
    return change_consents(
        reference=profile.approval.reference, **{"story": True, "portrait": True, "video": True} | given
    )


def test_a_consent_taken_back_takes_the_recording_and_its_address(client, django_capture_on_commit_callbacks):
    clip, still = factories.clip(), factories.image()
    profile = factories.profile(story=[("heading", "Người giữ sóng"), own(clip), framed(still=still)])
    files, rendition = [file.url for file in clip.files], still.renditions.get().file.url

    with django_capture_on_commit_callbacks(execute=True):
        answer(profile, video=False)

    assert [block.block_type for block in fresh(profile).story] == ["heading"]
    assert [client.get(url).status_code for url in (*files, rendition)] == [404, 404, 404]
    assert [default_storage.exists(file.name) for file in Clip.objects.get().files] == [True, True]


def test_a_portrait_taken_back_leaves_recordings_whatever_was_left_undone(client):
    clip = factories.clip()
    profile = factories.profile(portrait=factories.image(), story=[own(clip)])
    Clip.objects.update(transcript_vi="")

    answer(profile, portrait=False)

    assert (fresh(profile).live, fresh(profile).portrait) == (True, None)
    assert client.get(profile.url).status_code == 200


@pytest.mark.parametrize("leaves", ["revoked", "unpublished"])
def test_nothing_of_a_profile_that_leaves_can_be_read(leaves, client, django_capture_on_commit_callbacks):
    clip, portrait = factories.clip(), factories.image()
    profile = factories.profile(portrait=portrait, story=[own(clip)])
    urls = [*(file.url for file in clip.files), *(one.url for one in portrait.renditions.all())]
    assert {client.get(url).status_code for url in urls} == {200}

    with django_capture_on_commit_callbacks(execute=True):
        if leaves == "revoked":
            revoke_approval(
                reference=profile.approval.reference,
                on=factories.DECISION["decided_on"],
                decision="7/QĐ",
                reason="Khai sai.",
            )
        else:
            profile.unpublish()

    assert {client.get(url).status_code for url in urls} == {404}


def test_what_another_page_shows_stays(client, django_capture_on_commit_callbacks):
    clip, portrait = factories.clip(), factories.image()
    leaving, _staying = (factories.profile(portrait=portrait, story=[own(clip)]) for _ in range(2))
    urls = [*(file.url for file in clip.files), *(one.url for one in portrait.renditions.all())]

    with django_capture_on_commit_callbacks(execute=True):
        leaving.unpublish()

    assert {client.get(url).status_code for url in urls} == {200}


def test_a_clip_that_no_page_shows_is_listed_nowhere(client):
    clip = factories.clip(title="Mimosa")

    for address in (
        "/",
        "/dien-hinh/",
        "/dien-hinh/?q=mimosa",
        "/sitemap.xml",
        "/feeds/rss/",
        "/api/v1/profiles",
    ):
        content = client.get(address).content.decode()
        assert "Mimosa" not in content
        assert clip.file.url not in content
