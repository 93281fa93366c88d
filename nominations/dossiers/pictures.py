"""Pictures as they are kept: of the same kind, upright, and without what the camera wrote into them."""

from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from ..refusals import FileRefused

MAX_PIXELS = 25_000_000
#: The only decoders that are tried; a telephone's JPEG may be the first picture of several (MPO).
DECODERS = {"image/jpeg": ("JPEG", "MPO"), "image/png": ("PNG",), "image/webp": ("WEBP",)}
#: Colour modes that each kind can hold; anything else is turned into ordinary colour.
MODES = {
    "image/jpeg": ("L", "RGB"),
    "image/png": ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"),
    "image/webp": ("RGB", "RGBA"),
}


def reencode(data: bytes, media_type: str, name: str) -> bytes:
    """Return a picture of the same type, upright, without place, device or any other metadata."""
    try:
        with Image.open(BytesIO(data), formats=DECODERS[media_type]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise Image.DecompressionBombError
            out = BytesIO()
            bare(picture, media_type).save(out, format=DECODERS[media_type][0], quality=90)
            return out.getvalue()
    except Image.DecompressionBombError as bomb:
        raise FileRefused(
            _("“%(name)s” was not stored: the picture has more than 25 million pixels.") % {"name": name}
        ) from bomb
    except Exception as broken:  # decoders fail in a hundred ways, and each means the same
        raise FileRefused(
            _("“%(name)s” was not stored: the picture cannot be read.") % {"name": name}
        ) from broken


def bare(picture: Image.Image, media_type: str) -> Image.Image:
    """Return the first frame upright, in a mode that the kind can hold, with nothing beside its pixels."""
    upright = ImageOps.exif_transpose(picture)
    if "transparency" in upright.info:
        upright = upright.convert("RGBA")
    if upright.mode not in MODES[media_type]:
        opaque = media_type == "image/jpeg" or not upright.has_transparency_data
        upright = upright.convert("RGB" if opaque else "RGBA")
    upright.info.clear()
    return upright
