"""Recordings of the demonstration: small, drawn for it, with their words."""

from django.core.files import File

from exemplars.models import Clip

from .content import CLIPS, read

VIDEO = "video/webm"


def add_clip(name: str, editor) -> Clip:
    """Store a recording of the content, with captions, poster and transcript, as an editor brings it in."""
    row = read("clips")[name]
    path = CLIPS / f"{name}.webm"
    with (
        path.open("rb") as file,
        (CLIPS / f"{name}.jpg").open("rb") as poster,
        (CLIPS / f"{name}.vi.vtt").open("rb") as vietnamese,
        (CLIPS / f"{name}.en.vtt").open("rb") as english,
    ):
        return Clip.objects.create(
            type="video",
            media_type=VIDEO,
            size=path.stat().st_size,
            file=File(file, name=path.name),
            thumbnail=File(poster, name=f"{name}.jpg"),
            captions_vi=File(vietnamese, name=f"{name}.vi.vtt"),
            captions_en=File(english, name=f"{name}.en.vtt"),
            uploaded_by_user=editor,
            **row,
        )
