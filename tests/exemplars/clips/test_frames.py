"""Which recordings of other sites may be framed, and under which address."""

import pytest

from exemplars.clips.frames import frame_of

PLAYER = "https://www.youtube-nocookie.com/embed/aB3_-567890"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=aB3_-567890",
        "https://www.youtube.com/watch?list=x&v=aB3_-567890&t=5",
        "http://youtube.com/watch?v=aB3_-567890",
        "https://m.youtube.com/watch?v=aB3_-567890",
        "https://youtu.be/aB3_-567890?si=theodoi",
        "https://www.youtube.com/shorts/aB3_-567890",
        "https://www.youtube.com/live/aB3_-567890",
        PLAYER,
    ],
)
def test_every_address_of_youtube_plays_without_cookies(address):
    frame = frame_of(address)

    assert (frame.address, frame.name) == (PLAYER, "YouTube")


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=ngan",
        "https://www.youtube.com/@kenh",
        "https://www.youtube.com/",
        "https://youtube.com.example.vn/watch?v=aB3_-567890",
        "https://example.vn/video",
        "http://vtv.vn/video/1.htm",
        "https://ai@vtv.vn/video/1.htm",
        "https://vtv.vn:8443/video/1.htm",
        "javascript:alert(1)",
        "https://[::1",
        "",
    ],
)
def test_nothing_else_is_framed(address):
    assert frame_of(address) is None


def test_the_settings_name_the_hosts(settings):
    settings.CLIP_HOSTS = {"phim.example.vn": "Phim Mẫu"}

    assert frame_of("https://phim.example.vn/1").name == "Phim Mẫu"
    assert frame_of(PLAYER) is None
