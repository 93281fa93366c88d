"""A profile as one file that a reader keeps: text, pictures and words of recordings, readable without the portal."""

from base64 import b64encode
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from wagtail.images.shortcuts import get_rendition_or_not_found

from .parts import parts_of
from .renditions import SHARED, STORY, read_at_once

#: The last part of the address at which the file stands.
SAVED = "luu"
#: A picture that is larger stays on the portal, so that the file can be mailed.
LARGEST = 512 * 1024


@dataclass(frozen=True)
class KeptPicture:
    """A picture written into the file; ``data`` is empty for one that is lost, or too large."""

    data: str
    alt: str
    caption: str = ""


def saved_file(profile, request: HttpRequest) -> HttpResponse:
    """Answer with the profile as a file to be kept; search engines are sent to the page instead."""
    read_at_once(profile)
    parts = parts_of(profile.story)
    context = {
        "page": profile,
        "address": profile.get_full_url(request),
        "today": timezone.localdate(),
        "portrait": kept(profile.portrait, SHARED, profile.portrait_alt) if profile.portrait else None,
        "read": [(block, kept_of(block)) for block in parts.read],
        "achievements": parts.achievements,
        "clips": parts.clips,
    }
    response = HttpResponse(render_to_string("exemplars/saved_profile.html", context, request))
    response.headers["Content-Disposition"] = f'attachment; filename="{profile.slug}.html"'
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Link"] = f'<{profile.get_full_url(request)}>; rel="canonical"'
    return response


def kept_of(block) -> KeptPicture | None:
    if block.block_type != "picture" or not block.value["image"]:
        return None
    return kept(block.value["image"], STORY, block.value["alt"], block.value["caption"])


def kept(picture, size: str, alt: str, caption: str = "") -> KeptPicture:
    """Read the published size of a picture; one whose file is lost leaves its words."""
    rendition = get_rendition_or_not_found(picture, size)
    try:
        with rendition.file.open() as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError):
        content = b""
    kind = "jpeg" if size.endswith("jpeg") else "webp"
    fits = 0 < len(content) <= LARGEST
    data = f"data:image/{kind};base64,{b64encode(content).decode()}" if fits else ""
    return KeptPicture(data, alt, caption)
