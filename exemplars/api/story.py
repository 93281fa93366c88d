"""A profile's story as data: the public value of every block, and nothing of how it is stored."""

from collections.abc import Callable

from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.rich_text import expand_db_html

from ..profiles.renditions import STORY

Absolute = Callable[[str], str]


def story_blocks(story, absolute: Absolute) -> list[dict]:
    """The blocks in reading order; rich text is HTML, pictures and videos carry full addresses."""
    return [
        {"type": block.block_type, "value": VALUES[block.block_type](block.value, absolute)}
        for block in story
    ]


def plain(value, absolute: Absolute) -> str:
    return str(value)


def rich_text(value, absolute: Absolute) -> str:
    return expand_db_html(value.source)


def fields(value, absolute: Absolute) -> dict:
    return {name: str(part) for name, part in value.items()}


def rows(value, absolute: Absolute) -> list[dict]:
    return [fields(row, absolute) for row in value]


def picture(value, absolute: Absolute) -> dict:
    words = {"alt": value["alt"], "caption": value["caption"]}
    if value["image"] is None:
        return words
    rendition = get_rendition_or_not_found(value["image"], STORY)
    return words | {"url": absolute(rendition.url), "width": rendition.width, "height": rendition.height}


def video(value, absolute: Absolute) -> dict:
    transcript = value["transcript"]
    return {
        "url": value["video"] or "",
        "title": value["title"],
        "transcript": rich_text(transcript, absolute) if transcript else "",
    }


def clip(value, absolute: Absolute) -> dict:
    """A recording of our own, with its captions by language, and what is said in it."""
    title, recording = value["title"], value["clip"]
    if recording is None:
        return {"title": title}
    said = recording.transcript
    return {
        "title": title,
        "kind": recording.type,
        "url": absolute(recording.file.url),
        "media_type": recording.media_type,
        "size": recording.size,
        "duration": recording.duration,
        "poster": absolute(recording.thumbnail.url) if recording.thumbnail else "",
        "captions": [{"locale": track.language, "url": absolute(track.url)} for track in recording.tracks],
        "transcript": {"locale": said.language, "text": said.text},
    }


VALUES = {
    "heading": plain,
    "paragraph": rich_text,
    "quotation": fields,
    "picture": picture,
    "achievements": rows,
    "clip": clip,
    "video": video,
}
