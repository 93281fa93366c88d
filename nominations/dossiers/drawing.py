"""Pictures of evidence for looking at: always drawn anew, so nothing that was uploaded is ever shown as it is.

A PDF is drawn by another process, with a limit on time and memory: one that breaks the drawing program breaks
nothing else, and is shown without a picture.
"""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from .files import PDF
from .pictures import JPEG, PNG, WEBP, opened

#: The longest side, in pixels, of what is opened by itself, and of what stands in a list.
PREVIEW, THUMBNAIL = 1400, 360
SECONDS = 30
PAGE_PICTURE = Path(__file__).with_name("page_picture.py")


def picture_of(data: bytes, media_type: str) -> Image.Image | None:
    """Return a picture of a stored file, its first page or itself; None where nothing can be drawn of it."""
    if media_type == PDF:
        drawn = first_page(data)
        return Image.open(BytesIO(drawn), formats=["PNG"]) if drawn else None
    if media_type in (JPEG, PNG, WEBP):
        return opened(data, media_type, "")
    return None


def first_page(data: bytes) -> bytes:
    """Return the first page of a PDF as PNG; empty where that takes too long, too much, or fails."""
    command = [sys.executable, "-I", str(PAGE_PICTURE), str(PREVIEW)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=True)  # noqa: S603
    except subprocess.SubprocessError:
        return b""
    return done.stdout


def shrunk(picture: Image.Image, side: int) -> bytes:
    """Return the picture as a JPEG on white whose sides are ``side`` pixels at most."""
    small = in_colour(picture)
    small.thumbnail((side, side))
    if small.mode == "RGBA":
        white = Image.new("RGB", small.size, "white")
        white.paste(small, mask=small.getchannel("A"))
        small = white
    out = BytesIO()
    small.save(out, "JPEG", quality=80)
    return out.getvalue()


def in_colour(picture: Image.Image) -> Image.Image:
    """Return a copy in ordinary colour, whatever mode the picture has; 16 bits of grey become 8."""
    if picture.mode.startswith("I"):
        return picture.convert("I").point(lambda value: value / 256).convert("L").convert("RGB")
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
