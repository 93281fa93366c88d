"""Recordings that another site plays: which sites may, and under which address they play in a frame of ours."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from django.conf import settings

#: Hosts that may play in a frame, and what readers call them; ``CLIP_HOSTS`` in the settings says otherwise.
HOSTS = {"www.youtube-nocookie.com": "YouTube", "vtv.vn": "VTV"}
#: YouTube's players without cookies; its other addresses are read for the key of the video.
YOUTUBE = "www.youtube-nocookie.com"
YOUTUBE_HOSTS = {"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be", YOUTUBE}
YOUTUBE_KEY = re.compile(r"[\w-]{11}", re.ASCII)
YOUTUBE_FOLDERS = {"embed", "shorts", "live", "v"}


@dataclass(frozen=True)
class Frame:
    """Where a recording plays: the address of the frame, its host, and what readers call the host."""

    address: str
    host: str
    name: str


def hosts() -> dict[str, str]:
    """The hosts that may be framed, each with its name; the content security policy names the same."""
    return getattr(settings, "CLIP_HOSTS", HOSTS)


def frame_of(address: str) -> Frame | None:
    """Say where the recording at an address plays; None where its host may not be framed.

    >>> frame_of("https://youtu.be/aaaaaaaaaaa").address
    'https://www.youtube-nocookie.com/embed/aaaaaaaaaaa'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    if host in YOUTUBE_HOSTS:
        key = youtube_key(parts)
        address, host = f"https://{YOUTUBE}/embed/{key}", YOUTUBE if key else ""
    elif parts.scheme != "https" or parts.username or parts.port not in (None, 443):
        return None
    return Frame(address, host, hosts()[host]) if host in hosts() else None


def youtube_key(parts) -> str:
    """The key of the video in any of YouTube's addresses; empty where there is none."""
    steps = [step for step in parts.path.split("/") if step]
    if parts.hostname == "youtu.be":
        found = steps[:1]
    elif steps[:1] == ["watch"]:
        found = parse_qs(parts.query).get("v", [])[:1]
    else:
        found = steps[1:2] if steps[:1] and steps[0] in YOUTUBE_FOLDERS else []
    return found[0] if found and YOUTUBE_KEY.fullmatch(found[0]) else ""
