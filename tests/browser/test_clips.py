"""A profile with recordings in a browser: nothing loads before the click, captions are there, nothing is at fault."""

from pathlib import Path

import pytest
from django.core.files import File

from tests import factories
from tests.browser.test_axe import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DEMO = Path(__file__).resolve().parents[2] / "home/demo/clips"


@pytest.fixture
def profile(portal):
    """A profile with a recording that plays, and one on another site."""
    with (DEMO / "tuyen-thu.webm").open("rb") as file, (DEMO / "tuyen-thu.vi.vtt").open("rb") as words:
        clip = factories.clip(
            file=File(file, name="tuyen-thu.webm"),
            media_type="video/webm",
            captions_vi=File(words, name="tuyen-thu.vtt"),
        )
    framed = {
        "video": "https://youtu.be/aB3_-567890",
        "title": "Phóng sự",
        "length": "4:12",
        "transcript": "<p>Lời</p>",
    }
    return factories.profile(story=[("clip", {"clip": clip, "title": "Một ngày"}), ("video", framed)])


def test_a_clip_waits_for_its_reader(profile, at_desk):
    with at_desk(width=360) as page:
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="<p>YouTube</p>"))

        page.goto(profile.url)
        page.wait_for_load_state("networkidle")
        before = [url for url in asked if url.endswith(".webm") or "://localhost" not in url]
        page.locator("video").evaluate("video => { video.muted = true; return video.play(); }")
        page.wait_for_function("document.querySelector('video').currentTime > 0")
        page.wait_for_function("document.querySelector('video').textTracks[0].cues?.length === 3")
        shown = page.locator("video").evaluate("video => video.textTracks[0].mode")

        assert before == []
        assert any(url.endswith("tuyen-thu.webm") for url in asked)
        assert shown == "showing"

        page.get_by_role("link", name="YouTube").focus()
        page.keyboard.press("Enter")
        frame = page.locator("iframe")
        frame.wait_for()
        assert frame.get_attribute("src") == "https://www.youtube-nocookie.com/embed/aB3_-567890?autoplay=1"
        assert frame.get_attribute("title") == "Phóng sự"
        assert faults(page) == []


def test_what_is_said_is_on_paper(profile, at_desk):
    with at_desk() as page:
        page.goto(profile.url)
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")

        assert page.locator(".clip details p").all_inner_texts() == [
            "Chị Sương: Từ đây lên Huổi Sẳn là hết đường xe.",
            "Lời",
        ]
        assert not page.locator("video").is_visible()


def test_a_link_is_copied(profile, at_desk):
    with at_desk() as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto(profile.url)
        page.locator(".keep summary").click()
        page.locator("[data-copy]").click()

        assert page.evaluate("navigator.clipboard.readText()").endswith(profile.url)
        assert faults(page) == []
