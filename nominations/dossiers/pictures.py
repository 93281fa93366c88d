"""Pictures as they are kept: upright, and without what the camera wrote into them."""

from io import BytesIO

import pillow_heif
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from ..refusals import FileRefused
from .limits import require_pixels, too_many_pixels

JPEG, PNG, WEBP, HEIC = "image/jpeg", "image/png", "image/webp", "image/heic"
#: The only decoders that are tried; a telephone's JPEG may be the first picture of several (MPO).
DECODERS = {JPEG: ("JPEG", "MPO"), PNG: ("PNG",), WEBP: ("WEBP",)}
#: What a kind is kept as, where that is another: few programs open what telephones write.
KEPT_AS = {HEIC: JPEG}
#: Colour modes that each kind can hold; anything else is turned into ordinary colour.
MODES = {
    JPEG: ("L", "RGB"),
    PNG: ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"),
    WEBP: ("RGB", "RGBA"),
}


def reencode(data: bytes, media_type: str, name: str) -> bytes:
    """Return a picture upright, without place, device or any other metadata, of the type it is kept as."""
    kept = KEPT_AS.get(media_type, media_type)
    try:
        with opened(data, media_type, name) as picture:
            out = BytesIO()
            bare(picture, kept).save(out, format=DECODERS[kept][0], quality=90)
            return out.getvalue()
    except FileRefused:
        raise
    except Exception as broken:  # decoders fail in a hundred ways, and each means the same
        raise FileRefused(
            _("“%(name)s” was not stored: the picture cannot be read.") % {"name": name}
        ) from broken


def opened(data: bytes, media_type: str, name: str) -> Image.Image:
    """Open a picture whose pixels fit; nothing is unfolded before that is known."""
    if media_type == HEIC:
        stored = pillow_heif.open_heif(BytesIO(data))
        require_pixels(name, *stored.size)
        return stored.to_pillow()
    try:
        picture = Image.open(BytesIO(data), formats=DECODERS[media_type])
    except Image.DecompressionBombError as bomb:
        raise too_many_pixels(name) from bomb
    require_pixels(name, picture.width, picture.height)
    return picture


def bare(picture: Image.Image, media_type: str) -> Image.Image:
    """Return the first frame upright, in a mode that the kind can hold, with nothing beside its pixels."""
    upright = ImageOps.exif_transpose(picture)
    if "transparency" in upright.info:
        upright = upright.convert("RGBA")
    if upright.mode not in MODES[media_type]:
        opaque = media_type == JPEG or not upright.has_transparency_data
        upright = upright.convert("RGB" if opaque else "RGBA")
    upright.info.clear()
    return upright
