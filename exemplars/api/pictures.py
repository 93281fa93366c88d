"""Pictures in several sizes, read for a whole answer with one query."""

from collections.abc import Iterable

from django.core.files.storage import default_storage
from wagtail.images import get_image_model
from wagtail.images.models import SourceImageIOError

from ..profiles.renditions import CARD, PETAL, SHARED, STORY, STORY_SMALL, THUMBNAIL

#: What the sizes are called in the API. The first is the one that every program can show.
PORTRAIT_SIZES = {"jpeg": SHARED, "large": PETAL, "card": CARD, "thumbnail": THUMBNAIL}
STORY_SIZES = {"large": STORY, "small": STORY_SMALL}


class Pictures:
    """The sizes of some pictures; ``absolute`` makes full addresses.

    A size that is missing, as after a new one was added, is made now: once.
    """

    def __init__(self, keys: Iterable[int], sizes: dict[str, str], absolute):
        self.sizes, self.absolute = sizes, absolute
        self._found: dict[int, dict[str, dict]] = {}
        keys = {key for key in keys if key}
        if keys:
            self._read(keys)
            self._make_missing(keys)

    def of(self, key: int | None, alt: str) -> dict | None:
        """A picture with its words, its first size and all sizes by name; None where there is none."""
        sizes = self._found.get(key)
        if not sizes:
            return None
        first = next(iter(sizes.values()))
        return {
            "alt": alt,
            "url": first["url"],
            "width": first["width"],
            "height": first["height"],
            "renditions": sizes,
        }

    def _read(self, keys: set[int]) -> None:
        names = {spec: name for name, spec in self.sizes.items()}
        rows = (
            get_image_model()
            .get_rendition_model()
            .objects.filter(image_id__in=keys, filter_spec__in=names)
            .order_by("pk")
            .values_list("image_id", "filter_spec", "file", "width", "height")
        )
        stored: dict[int, dict] = {}
        for key, spec, file, width, height in rows:
            stored.setdefault(key, {})[names[spec]] = self._size(default_storage.url(file), width, height)
        for key, found in stored.items():
            self._found[key] = {name: found[name] for name in self.sizes if name in found}

    def _make_missing(self, keys: set[int]) -> None:
        incomplete = [key for key in keys if len(self._found.get(key, ())) < len(self.sizes)]
        if not incomplete:
            return
        for image in get_image_model().objects.filter(pk__in=incomplete):
            try:
                made = image.get_renditions(*self.sizes.values())
            except (SourceImageIOError, OSError):
                continue  # the file is gone: what there is of it is shown
            self._found[image.pk] = {
                name: self._size(made[spec].url, made[spec].width, made[spec].height)
                for name, spec in self.sizes.items()
            }

    def _size(self, url: str, width: int, height: int) -> dict:
        return {"url": self.absolute(url), "width": width, "height": height}
